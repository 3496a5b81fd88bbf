package io.millrace.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.clients.ConsumerProgram.Retrieval;
import io.millrace.clients.Journal.Delivered;
import io.millrace.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Two workers of the Kinesis Client Library on a stream that is written to, while one dies and the shards change. */
class KinesisClientLibraryTest {
    /** Half of a key space. */
    private static final String MIDDLE_OF_THE_FIRST = "80000000000000000000000000000000000000";

    /** A worker takes up to half a minute, at random, until it looks for shards for the first time. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource(Retrieval.class)
    void nothingIsLostWhenAWorkerDiesAndShardsAreSplitAndMerged(Retrieval retrieval) throws Exception {
        String stream = Streams.create("resharded", 3);
        var writer = KeyWriter.start(stream);
        // Two that begin a new application at the same moment get in each other's way: this is so in KCL 3.5.1.
        try (var one = Worker.start(stream, stream, stream + "-one", retrieval, 2)) {
            awaitRecords(one);
            try (var two = Worker.start(stream, stream, stream + "-two", retrieval)) {
                awaitRecords(two);
                changeEverything(stream, one, two, writer);
            }
        }
    }

    private static void awaitRecords(Worker worker) {
        Eventually.holds(
                PATIENCE, () -> assertThat(worker.journal().delivered()).isNotEmpty());
    }

    private static void changeEverything(String stream, Worker one, Worker two, KeyWriter writer) throws Exception {
        Streams.await(Streams.client()
                .splitShard(r -> r.streamName(stream).shardToSplit(id(0)).newStartingHashKey(MIDDLE_OF_THE_FIRST)));
        Streams.awaitActive(stream);
        one.kill();
        Streams.await(Streams.client()
                .mergeShards(r -> r.streamName(stream).shardToMerge(id(1)).adjacentShardToMerge(id(2))));
        Streams.awaitActive(stream);
        Eventually.holds(
                PATIENCE,
                () -> assertThat(two.journal().delivered().stream().map(Delivered::shard))
                        .contains(id(3), id(4), id(5)));
        var put = writer.stop();
        int total = put.values().stream().mapToInt(count -> count).sum();
        Eventually.holds(
                PATIENCE,
                () -> assertThat(Deliveries.of(List.of(one, two)).distinct()).isEqualTo(total));

        var deliveries = Deliveries.of(List.of(one, two));
        deliveries.areCompleteAndInOrder(put);
        deliveries.repeatOnlyWhatWasNotCheckpointed();
        deliveries.giveParentsBeforeChildren(parents(stream));
    }

    private static String id(int index) {
        return "shardId-%012d".formatted(index);
    }

    private static Map<String, List<String>> parents(String stream) throws IOException {
        var parents = new HashMap<String, List<String>>();
        for (Shard shard : Streams.await(Streams.client().listShards(r -> r.streamName(stream)))
                .shards()) {
            var its = Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                    .filter(java.util.Objects::nonNull)
                    .toList();
            if (!its.isEmpty()) parents.put(shard.shardId(), its);
        }
        assertThat(parents).containsOnlyKeys(id(3), id(4), id(5));
        return parents;
    }
}
