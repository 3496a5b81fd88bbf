package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** The life of a stream: made, filled with 500 records, read back in order from every shard, deleted. */
final class RoundTrip {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final int SHARDS = 3;

    private RoundTrip() {}

    private static void patience(WaiterOverrideConfiguration.Builder waiter) {
        waiter.maxAttempts(500).backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofMillis(50)));
    }

    private static List<PutRecordsRequestEntry> records() {
        return IntStream.range(0, 500)
                .mapToObj(i -> PutRecordsRequestEntry.builder()
                        .partitionKey("key-" + i % 50)
                        .data(SdkBytes.fromUtf8String("record-" + i))
                        .build())
                .toList();
    }

    static void run(KinesisClient client) {
        String stream = "round-trip-" + NAMES.incrementAndGet();
        client.createStream(r -> r.streamName(stream).shardCount(SHARDS));
        try (var waiter = client.waiter()) {
            waiter.waitUntilStreamExists(r -> r.streamName(stream), RoundTrip::patience);
            var expected = new HashMap<String, List<String>>();
            var put = client.putRecords(r -> r.streamName(stream).records(records()));
            assertThat(put.failedRecordCount()).isZero();
            for (int i = 0; i < 500; i++)
                expected.computeIfAbsent(put.records().get(i).shardId(), shard -> new ArrayList<>())
                        .add("record-" + i);

            var actual = new HashMap<String, List<String>>();
            for (var shard : client.listShards(r -> r.streamName(stream)).shards()) {
                String iterator = client.getShardIterator(r -> r.streamName(stream)
                                .shardId(shard.shardId())
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
                var texts = new ArrayList<String>();
                while (true) {
                    String at = iterator;
                    var page = client.getRecords(r -> r.shardIterator(at).limit(100));
                    page.records().forEach(record -> texts.add(record.data().asUtf8String()));
                    iterator = page.nextShardIterator();
                    if (page.millisBehindLatest() == 0 && page.records().isEmpty()) break;
                }
                actual.put(shard.shardId(), texts);
            }

            assertThat(actual).hasSize(SHARDS).isEqualTo(expected);
            client.deleteStream(r -> r.streamName(stream));
            waiter.waitUntilStreamNotExists(r -> r.streamName(stream), RoundTrip::patience);
        }
    }

    static void run(KinesisAsyncClient client) throws InterruptedException, ExecutionException {
        String stream = "round-trip-" + NAMES.incrementAndGet();
        client.createStream(r -> r.streamName(stream).shardCount(SHARDS)).get();
        try (var waiter = client.waiter()) {
            waiter.waitUntilStreamExists(r -> r.streamName(stream), RoundTrip::patience)
                    .get();
            var expected = new HashMap<String, List<String>>();
            var put = client.putRecords(r -> r.streamName(stream).records(records()))
                    .get();
            assertThat(put.failedRecordCount()).isZero();
            for (int i = 0; i < 500; i++)
                expected.computeIfAbsent(put.records().get(i).shardId(), shard -> new ArrayList<>())
                        .add("record-" + i);
            // Many at once on one connection, as asynchronous clients do.
            var single = IntStream.range(0, 100)
                    .mapToObj(i -> client.putRecord(r -> r.streamName(stream)
                            .partitionKey("single-" + i)
                            .data(SdkBytes.fromUtf8String("x".repeat(1000)))))
                    .toList();
            var singles = new HashMap<String, Integer>();
            for (var one : single) singles.merge(one.get().shardId(), 1, Integer::sum);

            for (var shard : client.listShards(r -> r.streamName(stream)).get().shards()) {
                String iterator = client.getShardIterator(r -> r.streamName(stream)
                                .shardId(shard.shardId())
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .get()
                        .shardIterator();
                var records =
                        client.getRecords(r -> r.shardIterator(iterator)).get().records();
                var texts = records.stream()
                        .map(record -> record.data().asUtf8String())
                        .filter(text -> text.startsWith("record-"))
                        .toList();
                assertThat(texts).isEqualTo(expected.get(shard.shardId()));
                assertThat(records.size() - texts.size()).isEqualTo(singles.getOrDefault(shard.shardId(), 0));
            }
            subscribe(client, stream);
            client.deleteStream(r -> r.streamName(stream).enforceConsumerDeletion(true))
                    .get();
            waiter.waitUntilStreamNotExists(r -> r.streamName(stream), RoundTrip::patience)
                    .get();
            var status = client.listStreams().get().streamSummaries();
            assertThat(status).noneMatch(s -> s.streamName().equals(stream) && s.streamStatus() == StreamStatus.ACTIVE);
        }
    }

    /** A consumer is pushed what the stream holds, and what is put while it listens. */
    private static void subscribe(KinesisAsyncClient client, String stream)
            throws InterruptedException, ExecutionException {
        String arn = client.describeStreamSummary(r -> r.streamName(stream))
                .get()
                .streamDescriptionSummary()
                .streamARN();
        String consumer = client.registerStreamConsumer(r -> r.streamARN(arn).consumerName("round-trip"))
                .get()
                .consumer()
                .consumerARN();
        Eventually.holds(() -> assertThat(client.describeStreamConsumer(r -> r.consumerARN(consumer))
                        .get()
                        .consumerDescription()
                        .consumerStatus())
                .isEqualTo(ConsumerStatus.ACTIVE));
        var pushed = new ConcurrentLinkedQueue<String>();
        for (int shard = 0; shard < SHARDS; shard++) {
            String shardId = "shardId-%012d".formatted(shard);
            var _ = client.subscribeToShard(
                    r -> r.consumerARN(consumer)
                            .shardId(shardId)
                            .startingPosition(p -> p.type(ShardIteratorType.TRIM_HORIZON)),
                    SubscribeToShardResponseHandler.builder()
                            .subscriber(event -> {
                                if (event instanceof SubscribeToShardEvent one)
                                    one.records()
                                            .forEach(record ->
                                                    pushed.add(record.data().asUtf8String()));
                            })
                            .build());
        }
        Eventually.holds(() -> assertThat(pushed).hasSize(600));
        client.putRecord(r -> r.streamName(stream).partitionKey("k").data(SdkBytes.fromUtf8String("while it listens")))
                .get();
        Eventually.holds(() -> assertThat(pushed).hasSize(601).contains("while it listens"));
    }
}
