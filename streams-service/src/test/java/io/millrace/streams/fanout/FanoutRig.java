package io.millrace.streams.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.streams.StreamsRig;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.KinesisClients;
import io.millrace.testkit.KinesisClients.Body;
import io.millrace.testkit.ServiceRig;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;

/** A rig with an asynchronous client, and what tests of fan-out do again and again. */
final class FanoutRig implements AutoCloseable {
    private final StreamsRig rig;
    private final KinesisAsyncClient client;
    private final List<Subscriber> subscribers = new ArrayList<>();

    FanoutRig(StreamsRig rig) {
        this.rig = rig;
        this.client = async(rig, Body.CBOR, Protocol.HTTP2);
    }

    static KinesisAsyncClient async(StreamsRig rig, Body body, Protocol protocol) {
        return KinesisClients.async(
                rig.service().uri(),
                ServiceRig.ROOT,
                body,
                protocol,
                rig.service().clock());
    }

    /** Registers a consumer and waits until it is ACTIVE. @return its ARN */
    String consumer(String stream, String name) {
        String arn = rig.client()
                .registerStreamConsumer(r -> r.streamARN(StreamsRig.arn(stream)).consumerName(name))
                .consumer()
                .consumerARN();
        awaitActive(arn);
        return arn;
    }

    void awaitActive(String consumerArn) {
        Eventually.holds(() -> assertThat(rig.client()
                        .describeStreamConsumer(r -> r.consumerARN(consumerArn))
                        .consumerDescription()
                        .consumerStatus())
                .isEqualTo(ConsumerStatus.ACTIVE));
    }

    Subscriber subscribe(String consumerArn, StartingPosition start) {
        var subscriber = new Subscriber(client, consumerArn, StreamsRig.shardId(0), start);
        subscribers.add(subscriber);
        return subscriber;
    }

    Subscriber subscribe(String consumerArn, ShardIteratorType type) {
        return subscribe(consumerArn, Subscriber.startingAt(type));
    }

    void everybodyLeaves() {
        subscribers.forEach(Subscriber::leave);
        subscribers.clear();
    }

    KinesisAsyncClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
    }
}
