package io.millrace.streams.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.streams.StreamsConfiguration;
import io.millrace.streams.StreamsRig;
import io.millrace.testkit.KinesisClients.Body;
import io.millrace.testkit.ServiceRig;
import io.millrace.testkit.SignedHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who reads a stream can be seen, and how far behind. */
class StreamReadersTest {
    private static final StreamsRig rig = StreamsRig.start(
            Map.of("millrace.streams.load-sample", "1d", "millrace.streams.limits.streams[000000000000/held]", "aws"));
    private static final FanoutRig fanout = new FanoutRig(rig);

    @BeforeAll
    static void stopTheClock() {
        rig.service().clock().stop();
    }

    @AfterAll
    static void end() {
        fanout.everybodyLeaves();
        fanout.close();
        rig.close();
    }

    /** One call of GetRecords by a program of some name. */
    private static void poll(String iterator, int limit, String program) throws Exception {
        byte[] body =
                ("{\"ShardIterator\":\"" + iterator + "\",\"Limit\":" + limit + "}").getBytes(StandardCharsets.UTF_8);
        var headers = rig.http().headers(StreamsRig.TARGET + "GetRecords", SignedHttp.JSON, body);
        headers.put("user-agent", program);
        assertThat(rig.http().exchange(headers, body).status()).isEqualTo(200);
    }

    private static String start(String stream, int shard) {
        return rig.iterator(stream, shard, ShardIteratorType.TRIM_HORIZON);
    }

    @Test
    void aPollerIsKnownByItsProgramAndToldForEachShardThatItReads() throws Exception {
        String stream = rig.stream(2);
        for (int i = 0; i < 5; i++) rig.put(stream, "b", "record " + i);
        String third = rig.readAll(stream, 1).get(2).sequenceNumber();
        rig.advance(Duration.ofHours(2));
        poll(start(stream, 1), 3, "billing/1.4");
        poll(start(stream, 0), 100, "billing/1.4");

        var readers = readers(stream);

        assertThat(readers.get("Pollers").size()).isEqualTo(1);
        var poller = readers.get("Pollers").get(0);
        assertThat(poller.get("AccessKeyId").asString()).isEqualTo(ServiceRig.ROOT.id());
        assertThat(poller.get("UserAgent").asString()).isEqualTo("billing/1.4");
        assertThat(poller.get("SourceAddress").asString()).isEqualTo("127.0.0.1");
        assertThat(poller.get("CallCount").asInt()).isEqualTo(2);
        assertThat(poller.get("ThrottledCalls").asInt()).isZero();
        var atTheTip = poller.get("Shards").get(0);
        assertThat(atTheTip.get("ShardId").asString()).isEqualTo(StreamsRig.shardId(0));
        assertThat(atTheTip.has("SequenceNumber")).isFalse();
        assertThat(atTheTip.get("BehindRecords").asInt()).isZero();
        var behind = poller.get("Shards").get(1);
        assertThat(behind.get("ShardId").asString()).isEqualTo(StreamsRig.shardId(1));
        assertThat(behind.get("SequenceNumber").asString()).isEqualTo(third);
        assertThat(behind.get("BehindRecords").asInt()).isEqualTo(2);
        assertThat(behind.get("MillisBehindLatest").asLong()).isEqualTo(7_200_000);
    }

    @Test
    void aPollerThatStoppedFallsBehindThoughItWasAtTheTip() throws Exception {
        String stream = rig.stream(1);
        poll(start(stream, 0), 10, "stopped");
        rig.put(stream, "k", "v");

        rig.advance(Duration.ofMinutes(3));

        var shard = readers(stream).get("Pollers").get(0).get("Shards").get(0);
        assertThat(shard.get("BehindRecords").asInt()).isEqualTo(1);
        assertThat(shard.get("MillisBehindLatest").asLong()).isEqualTo(180_000);
    }

    @Test
    void programsAndKindsOfClientsAreToldApart() throws Exception {
        String stream = rig.stream(1);
        for (var body : Body.values()) rig.client(body).getRecords(r -> r.shardIterator(start(stream, 0)));
        poll(start(stream, 0), 1, "one");
        rig.advance(Duration.ofSeconds(1));
        poll(start(stream, 0), 1, "two");

        var pollers = readers(stream).get("Pollers");

        assertThat(pollers.get(0).get("UserAgent").asString()).isEqualTo("two");
        assertThat(pollers.size()).isBetween(3, 4);
        int calls = 0;
        for (var poller : pollers) calls += poller.get("CallCount").asInt();
        assertThat(calls).isEqualTo(4);
    }

    @Test
    void ofManyPollersOfAShardThoseSeenLastAreTold() throws Exception {
        String stream = rig.stream(1);
        for (int i = 0; i < 20; i++) {
            poll(start(stream, 0), 1, "x".repeat(1000) + i);
            rig.advance(Duration.ofSeconds(1));
            poll(start(stream, 0), 1, "program-" + i);
        }

        var pollers = readers(stream).get("Pollers");

        assertThat(pollers.size()).isEqualTo(16);
        assertThat(pollers.get(0).get("UserAgent").asString()).isEqualTo("program-19");
        // What differs only behind its first 256 characters is one.
        assertThat(pollers.get(1).get("UserAgent").asString()).isEqualTo("x".repeat(256));
        assertThat(pollers.get(1).get("CallCount").asInt()).isEqualTo(20);
        assertThat(pollers.get(15).get("UserAgent").asString()).isEqualTo("program-5");
    }

    @Test
    void whoHasNotPolledForAnHourIsForgotten() throws Exception {
        String stream = rig.stream(1);
        poll(start(stream, 0), 1, "gone");

        rig.advance(Duration.ofMinutes(60));
        assertThat(readers(stream).get("Pollers").size()).isEqualTo(1);
        rig.advance(Duration.ofSeconds(1));
        assertThat(readers(stream).get("Pollers").size()).isZero();
    }

    @Test
    void refusedCallsAreCountedForWhoMadeThem() throws Exception {
        rig.client().createStream(r -> r.streamName("held").shardCount(1));
        rig.awaitActive("held");
        String iterator = start("held", 0);
        for (int i = 0; i < 5; i++) rig.get(iterator);
        try {
            rig.get(iterator);
        } catch (KinesisException e) {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ProvisionedThroughputExceededException");
        }

        var poller = readers("held").get("Pollers").get(0);

        // The client tried again until its patience was over.
        int refused = poller.get("ThrottledCalls").asInt();
        assertThat(refused).isPositive();
        assertThat(poller.get("CallCount").asInt()).isEqualTo(5 + refused);
        assertThat(poller.get("Shards").get(0).get("ThrottledCalls").asInt()).isEqualTo(refused);
    }

    @Test
    void aConsumerIsToldWithItsOpenSubscriptionsAndWhatTheyWereSent() throws Exception {
        String stream = rig.stream(1);
        String arn = fanout.consumer(stream, "pushed-to");
        fanout.consumer(stream, "without");
        var subscriber = fanout.subscribe(arn, ShardIteratorType.LATEST);
        subscriber.next();
        rig.put(stream, "key", "0123456789");
        subscriber.texts(1);

        var consumers = readers(stream).get("Consumers");

        assertThat(consumers.size()).isEqualTo(2);
        var consumer = consumers.get(0);
        assertThat(consumer.get("ConsumerName").asString()).isEqualTo("pushed-to");
        assertThat(consumer.get("ConsumerARN").asString()).isEqualTo(arn);
        assertThat(consumer.get("ConsumerStatus").asString()).isEqualTo("ACTIVE");
        var subscription = consumer.get("Subscriptions").get(0);
        assertThat(subscription.get("ShardId").asString()).isEqualTo(StreamsRig.shardId(0));
        assertThat(subscription.get("SequenceNumber").asString()).hasSize(56);
        assertThat(subscription.get("SentRecords").asInt()).isEqualTo(1);
        assertThat(subscription.get("SentBytes").asInt()).isEqualTo(13);
        assertThat(subscription.get("BehindRecords").asInt()).isZero();
        assertThat(subscription.get("MillisBehindLatest").asInt()).isZero();
        assertThat(consumers.get(1).get("Subscriptions").size()).isZero();
        assertThat(readers(stream).get("Truncated").asBoolean()).isFalse();
    }

    @Test
    void aStreamThatIsNotThereHasNoReaders() throws Exception {
        var answer = rig.http()
                .json(StreamsConfiguration.OWN_TARGET_PREFIX + ".DescribeStreamReaders", "{\"StreamName\":\"absent\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("ResourceNotFoundException", "Stream absent under account");
    }

    private static JsonNode readers(String stream) throws Exception {
        var answer = rig.http()
                .json(
                        StreamsConfiguration.OWN_TARGET_PREFIX + ".DescribeStreamReaders",
                        "{\"StreamName\":\"" + stream + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return new JsonMapper().readTree(answer.text());
    }
}
