package io.millrace.streams.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.streams.StreamsRig;
import io.millrace.testkit.KinesisClients.Body;
import io.millrace.testkit.ServiceRig;
import io.millrace.testkit.TestPostgres;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/** Splitting, merging and scaling as a user of the API sees them. */
class ReshardingTest {
    private static final BigInteger MIDDLE = BigInteger.ONE.shiftLeft(127);
    private static final String LOW = "0";

    private final StreamsRig rig = StreamsRig.shared();

    @Test
    void aSplitShardEndsAndItsHalvesGoOn() {
        String stream = rig.stream(1);
        rig.put(stream, "before", "1");

        split(stream, 0, MIDDLE);
        rig.put(stream, "after", "2");

        var shards = shards(stream);
        assertThat(shards).extracting(Shard::shardId).containsExactly(id(0), id(1), id(2));
        assertThat(shards.get(0).sequenceNumberRange().endingSequenceNumber()).isNotNull();
        assertThat(shards.get(1).parentShardId()).isEqualTo(id(0));
        assertThat(shards.get(1).adjacentParentShardId()).isNull();
        assertThat(shards.get(1).hashKeyRange().startingHashKey()).isEqualTo(LOW);
        assertThat(shards.get(1).hashKeyRange().endingHashKey())
                .isEqualTo(MIDDLE.subtract(BigInteger.ONE).toString());
        assertThat(shards.get(2).hashKeyRange().startingHashKey()).isEqualTo(MIDDLE.toString());
        assertThat(StreamsRig.texts(end(stream, 0).records())).containsExactly("1");
        assertThat(all(stream, List.of(1, 2))).containsExactly("2");
    }

    @ParameterizedTest
    @EnumSource(Body.class)
    void theEndOfAShardNamesItsChildren(Body body) {
        String stream = rig.stream(1);
        rig.put(stream, "k", "last");
        split(stream, 0, MIDDLE);
        var client = rig.client(body);

        String iterator = rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON);
        var last = client.getRecords(r -> r.shardIterator(iterator));

        assertThat(StreamsRig.texts(last.records())).containsExactly("last");
        assertThat(last.nextShardIterator()).isNull();
        assertThat(last.millisBehindLatest()).isZero();
        assertThat(last.childShards())
                .hasSize(2)
                .allSatisfy(child -> assertThat(child.parentShards()).containsExactly(id(0)));
        assertThat(last.childShards().get(0).shardId()).isEqualTo(id(1));
        assertThat(last.childShards().get(1).hashKeyRange().startingHashKey()).isEqualTo(MIDDLE.toString());
    }

    @ParameterizedTest
    @EnumSource(Body.class)
    void aMergedShardHasTwoParents(Body body) {
        String stream = rig.stream(2);

        rig.client(body)
                .mergeShards(r -> r.streamName(stream).shardToMerge(id(0)).adjacentShardToMerge(id(1)));
        rig.awaitActive(stream);

        var merged = shards(stream).get(2);
        assertThat(merged.parentShardId()).isEqualTo(id(0));
        assertThat(merged.adjacentParentShardId()).isEqualTo(id(1));
        var child = end(stream, 1).childShards().getFirst();
        assertThat(child.shardId()).isEqualTo(id(2));
        assertThat(child.parentShards()).containsExactly(id(0), id(1));
    }

    @Test
    void anIteratorAtTheEndOfAShardThatIsSplitFindsItsChildren() {
        String stream = rig.stream(1);
        var open = rig.get(rig.iterator(stream, 0, ShardIteratorType.LATEST));
        assertThat(open.nextShardIterator()).isNotNull();

        split(stream, 0, MIDDLE);

        var ended = rig.get(open.nextShardIterator());
        assertThat(ended.records()).isEmpty();
        assertThat(ended.nextShardIterator()).isNull();
        assertThat(ended.childShards()).hasSize(2);
    }

    @Test
    void theNumbersOfChildrenLieAboveThoseOfTheirParents() {
        String stream = rig.stream(1);
        var before = new BigInteger(rig.put(stream, "k", "1"));
        split(stream, 0, MIDDLE);
        var between = new BigInteger(rig.put(stream, "k", "2"));
        rig.client().mergeShards(r -> r.streamName(stream).shardToMerge(id(1)).adjacentShardToMerge(id(2)));
        rig.awaitActive(stream);
        var after = new BigInteger(rig.put(stream, "k", "3"));

        assertThat(before).isLessThan(between);
        assertThat(between).isLessThan(after);
    }

    @Test
    void scalingCutsTheKeySpaceEvenly() {
        String stream = rig.stream(2);

        var answer = rig.client()
                .updateShardCount(
                        r -> r.streamName(stream).targetShardCount(3).scalingType(ScalingType.UNIFORM_SCALING));
        rig.awaitActive(stream);

        assertThat(answer.streamName()).isEqualTo(stream);
        assertThat(answer.currentShardCount()).isEqualTo(2);
        assertThat(answer.targetShardCount()).isEqualTo(3);
        assertThat(answer.streamARN()).isEqualTo(StreamsRig.arn(stream));
        assertThat(open(stream)).hasSize(3);
        assertThat(summaryCount(stream)).isEqualTo(3);
    }

    @Test
    void scalingIsBoundedByHalfAndDoubleAndTenTimesADay() {
        try (var own = StreamsRig.start(Map.of())) {
            String stream = own.stream(4);

            assertThatThrownBy(() -> scale(own, stream, 9))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("UpdateShardCount cannot scale up over double your current open shard count."
                            + " Current open shard count: 4 Target shard count: 9");
            assertThatThrownBy(() -> scale(own, stream, 1))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("cannot scale down below half your current open shard count");
            for (int i = 0; i < 10; i++) {
                scale(own, stream, i % 2 == 0 ? 5 : 4);
                own.awaitActive(stream);
            }
            assertThatThrownBy(() -> scale(own, stream, 5)).isInstanceOf(LimitExceededException.class);
            own.advance(Duration.ofHours(25));
            scale(own, stream, 5);
        }
    }

    @Test
    void whatCantBeChangedIsRefusedWithItsReason() {
        String stream = rig.stream(3);
        split(stream, 0, BigInteger.valueOf(1000));

        assertThatThrownBy(() -> split(stream, 7, MIDDLE))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Could not find shard " + id(7) + " in stream " + stream + " under account "
                        + ServiceRig.ACCOUNT + ".");
        assertThatThrownBy(() -> split(stream, 0, BigInteger.valueOf(2000)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("has already been merged or split, and thus is not eligible");
        assertThatThrownBy(() -> split(stream, 3, BigInteger.ONE))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("NewStartingHashKey 1 used in SplitShard() on shard " + id(3) + " in stream "
                        + stream + " under account " + ServiceRig.ACCOUNT + " is not both greater than one plus the"
                        + " shard's StartingHashKey 0 and less than the shard's EndingHashKey 999.");
        assertThatThrownBy(() -> merge(stream, 1, 3))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("are not an adjacent pair of shards eligible for merging");
        assertThatThrownBy(() -> merge(stream, 2, 1)).isInstanceOf(InvalidArgumentException.class);
        String onDemand = rig.stream(r -> r.streamModeDetails(m -> m.streamMode("ON_DEMAND")));
        assertThatThrownBy(() -> split(onDemand, 0, BigInteger.TEN))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("is in On-Demand mode.");
    }

    @Test
    void ofConcurrentSplitsOfOneShardOneIsMade() throws Exception {
        try (var slow = StreamsRig.start(Map.of("millrace.streams.transition-delay", "400ms"));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            String stream = slow.stream(1);
            var refused = new AtomicInteger();

            for (int i = 0; i < 8; i++) {
                var key = MIDDLE.add(BigInteger.valueOf(i));
                callers.submit(() -> {
                    try {
                        slow.client()
                                .splitShard(r ->
                                        r.streamName(stream).shardToSplit(id(0)).newStartingHashKey(key.toString()));
                    } catch (ResourceInUseException e) {
                        refused.incrementAndGet();
                    }
                });
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            slow.awaitActive(stream);

            assertThat(refused).hasValue(7);
            assertThat(slow.client().listShards(r -> r.streamName(stream)).shards())
                    .hasSize(3);
        }
    }

    @Test
    void aStreamCanBeDeletedDuringASplit() {
        try (var slow = StreamsRig.start(Map.of("millrace.streams.transition-delay", "300ms"))) {
            String stream = slow.stream(1);
            slow.client()
                    .splitShard(r -> r.streamName(stream).shardToSplit(id(0)).newStartingHashKey(MIDDLE.toString()));

            slow.client().deleteStream(r -> r.streamName(stream));

            slow.awaitGone(stream);
        }
    }

    @Test
    void anAcceptedChangeIsMadeAfterARestart() {
        var directory = StreamsRig.newDirectory();
        var settings = Map.<String, Object>of(
                "millrace.database.url", TestPostgres.shared().newDatabase(),
                "millrace.streams.log.directory", directory.toString());
        String stream;
        try (var never = StreamsRig.start(with(settings, "1h"))) {
            stream = StreamsRig.newName();
            never.client().createStream(r -> r.streamName(stream).shardCount(1));
        }
        try (var first = StreamsRig.start(with(settings, "20ms"))) {
            first.awaitActive(stream);
            first.put(stream, "k", "1");
        }
        try (var never = StreamsRig.start(with(settings, "1h"))) {
            never.client()
                    .splitShard(r -> r.streamName(stream).shardToSplit(id(0)).newStartingHashKey(MIDDLE.toString()));
            never.put(stream, "k", "2");
        }
        try (var later = StreamsRig.start(with(settings, "20ms"))) {
            later.awaitActive(stream);
            later.put(stream, "k", "3");

            assertThat(later.client().listShards(r -> r.streamName(stream)).shards())
                    .hasSize(3);
            assertThat(StreamsRig.texts(later.readAll(stream, 0))).containsExactly("1", "2");
        }
    }

    @Test
    void closedShardsAreForgottenWhenAllTheirRecordsHaveExpired() {
        try (var own = StreamsRig.start(Map.of())) {
            String stream = own.stream(1);
            own.put(stream, "k", "1");
            own.client()
                    .splitShard(r -> r.streamName(stream).shardToSplit(id(0)).newStartingHashKey(MIDDLE.toString()));
            own.awaitActive(stream);

            own.service().bean(Retention.class).trim();
            assertThat(own.client().listShards(r -> r.streamName(stream)).shards())
                    .hasSize(3);
            own.advance(Duration.ofHours(25));
            own.service().bean(Retention.class).trim();

            assertThat(own.client().listShards(r -> r.streamName(stream)).shards())
                    .extracting(Shard::shardId)
                    .containsExactly(id(1), id(2));
        }
    }

    @Test
    void writesGoOnWithoutAFailureWhileShardsChangeAndKeepTheirOrder() throws Exception {
        String stream = rig.stream(2);
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var acknowledged = new ConcurrentLinkedQueue<String>();
        var running = new AtomicBoolean(true);
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < 6; w++) {
                String key = "writer-" + w;
                boolean many = w % 2 == 0;
                writers.submit(() -> write(stream, key, many, running, acknowledged, failures));
            }
            for (int round = 0; round < 5; round++) {
                var open = open(stream);
                var first = open.getFirst();
                split(stream, index(first), new BigInteger(first.hashKeyRange().endingHashKey()).shiftRight(1));
                scale(rig, stream, round % 2 == 0 ? 5 : 2);
                rig.awaitActive(stream);
                open = open(stream);
                merge(stream, index(open.get(0)), index(open.get(1)));
                rig.client()
                        .updateShardCount(
                                r -> r.streamName(stream).targetShardCount(2).scalingType(ScalingType.UNIFORM_SCALING));
                rig.awaitActive(stream);
            }
            running.set(false);
        }

        assertThat(failures).isEmpty();
        var read = readByDescent(stream);
        assertThat(read).hasSameSizeAs(new HashSet<>(read));
        assertThat(new HashSet<>(read)).isEqualTo(new HashSet<>(acknowledged));
        for (int w = 0; w < 6; w++) {
            String prefix = "writer-" + w + " ";
            var numbers = read.stream()
                    .filter(text -> text.startsWith(prefix))
                    .map(text -> Integer.parseInt(text.substring(prefix.length())))
                    .toList();
            assertThat(numbers).isSorted();
        }
    }

    private void write(
            String stream,
            String key,
            boolean many,
            AtomicBoolean running,
            ConcurrentLinkedQueue<String> acknowledged,
            ConcurrentLinkedQueue<Throwable> failures) {
        try {
            for (int i = 0; running.get(); ) {
                if (many) {
                    var entries = List.of(
                            StreamsRig.entry(key, key + " " + i++),
                            StreamsRig.entry(key, key + " " + i++),
                            StreamsRig.entry(key, key + " " + i++));
                    var answer = rig.client(Body.JSON)
                            .putRecords(r -> r.streamName(stream).records(entries));
                    assertThat(answer.failedRecordCount()).isZero();
                    entries.forEach(entry -> acknowledged.add(entry.data().asUtf8String()));
                } else {
                    String text = key + " " + i++;
                    rig.put(stream, key, text);
                    acknowledged.add(text);
                }
            }
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    /** All records, those of each shard only after those of all its parents. */
    private List<String> readByDescent(String stream) {
        var texts = new ArrayList<String>();
        var done = new HashSet<String>();
        var left = new ArrayList<>(shards(stream));
        Set<String> known = new HashSet<>();
        left.forEach(shard -> known.add(shard.shardId()));
        while (!left.isEmpty()) {
            var ready = left.stream()
                    .filter(shard -> isDone(shard.parentShardId(), known, done)
                            && isDone(shard.adjacentParentShardId(), known, done))
                    .toList();
            assertThat(ready).isNotEmpty();
            for (var shard : ready) texts.addAll(StreamsRig.texts(records(stream, index(shard))));
            ready.forEach(shard -> done.add(shard.shardId()));
            left.removeAll(ready);
        }
        return texts;
    }

    private static boolean isDone(@Nullable String parent, Set<String> known, Set<String> done) {
        return parent == null || !known.contains(parent) || done.contains(parent);
    }

    /** Reads a shard to its end, or to its tip if it is open. */
    private List<Record> records(String stream, int shard) {
        var all = new ArrayList<Record>();
        String next = rig.iterator(stream, shard, ShardIteratorType.TRIM_HORIZON);
        while (next != null) {
            var page = rig.get(next);
            all.addAll(page.records());
            if (page.records().isEmpty() && page.millisBehindLatest() == 0) break;
            next = page.nextShardIterator();
        }
        return all;
    }

    private GetRecordsResponse end(String stream, int shard) {
        var last = rig.get(rig.iterator(stream, shard, ShardIteratorType.TRIM_HORIZON));
        assertThat(last.nextShardIterator()).isNull();
        return last;
    }

    private List<String> all(String stream, List<Integer> shards) {
        return shards.stream()
                .flatMap(shard -> StreamsRig.texts(records(stream, shard)).stream())
                .toList();
    }

    private void split(String stream, int shard, BigInteger at) {
        rig.client()
                .splitShard(r -> r.streamName(stream).shardToSplit(id(shard)).newStartingHashKey(at.toString()));
        rig.awaitActive(stream);
    }

    private void merge(String stream, int shard, int adjacent) {
        rig.client()
                .mergeShards(r -> r.streamName(stream).shardToMerge(id(shard)).adjacentShardToMerge(id(adjacent)));
        rig.awaitActive(stream);
    }

    private static void scale(StreamsRig on, String stream, int target) {
        on.client()
                .updateShardCount(
                        r -> r.streamName(stream).targetShardCount(target).scalingType(ScalingType.UNIFORM_SCALING));
    }

    private List<Shard> shards(String stream) {
        return rig.client().listShards(r -> r.streamName(stream)).shards();
    }

    private List<Shard> open(String stream) {
        return shards(stream).stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(Comparator.comparing(
                        shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
                .toList();
    }

    private int summaryCount(String stream) {
        return rig.client()
                .describeStreamSummary(r -> r.streamName(stream))
                .streamDescriptionSummary()
                .openShardCount();
    }

    private static int index(Shard shard) {
        return Integer.parseInt(shard.shardId().substring("shardId-".length()));
    }

    private static String id(int index) {
        return StreamsRig.shardId(index);
    }

    private static Map<String, Object> with(Map<String, Object> settings, String delay) {
        var all = new HashMap<>(settings);
        all.put("millrace.streams.transition-delay", delay);
        return all;
    }
}
