package io.millrace.streams.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** A subscription of the SDK's asynchronous client, and what came of it. */
final class Subscriber {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LinkedBlockingQueue<SubscribeToShardEvent> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> end;

    Subscriber(KinesisAsyncClient client, String consumerArn, String shard, StartingPosition start) {
        end = client.subscribeToShard(
                r -> r.consumerARN(consumerArn).shardId(shard).startingPosition(start),
                SubscribeToShardResponseHandler.builder()
                        .subscriber(event -> {
                            if (event instanceof SubscribeToShardEvent one) events.add(one);
                        })
                        .build());
    }

    static StartingPosition startingAt(ShardIteratorType type) {
        return StartingPosition.builder().type(type).build();
    }

    static StartingPosition startingAt(ShardIteratorType type, String sequenceNumber) {
        return StartingPosition.builder()
                .type(type)
                .sequenceNumber(sequenceNumber)
                .build();
    }

    /** The next event, with records or without. */
    SubscribeToShardEvent next() throws InterruptedException {
        var event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(event).as("an event").isNotNull();
        return event;
    }

    /** The data of the next records, however many events bring them. */
    List<String> texts(int count) throws InterruptedException {
        return records(count).stream()
                .map(record -> record.data().asUtf8String())
                .toList();
    }

    List<Record> records(int count) throws InterruptedException {
        var records = new ArrayList<Record>();
        while (records.size() < count) records.addAll(next().records());
        assertThat(records).hasSize(count);
        return records;
    }

    /** Events that came and were not looked at. */
    List<SubscribeToShardEvent> rest() {
        var rest = new ArrayList<SubscribeToShardEvent>();
        events.drainTo(rest);
        return rest;
    }

    /** Waits for an orderly end. */
    void ends() throws Exception {
        end.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for an error, before the first event or after. */
    KinesisException fails() throws Exception {
        try {
            end.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) cause = cause.getCause();
            if (cause instanceof KinesisException refusal) return refusal;
            throw e;
        }
        throw new AssertionError("the subscription ended without an error");
    }

    /** Waits for exactly this error. */
    void fails(String code, String message) throws Exception {
        var refusal = fails();
        assertThat(refusal.awsErrorDetails().errorCode() + ": "
                        + refusal.awsErrorDetails().errorMessage())
                .isEqualTo(code + ": " + message);
    }

    boolean isOpen() {
        return !end.isDone();
    }

    /** Goes away without a word. */
    void leave() {
        end.cancel(true);
        Eventually.holds(() -> assertThat(end.isDone()).isTrue());
    }
}
