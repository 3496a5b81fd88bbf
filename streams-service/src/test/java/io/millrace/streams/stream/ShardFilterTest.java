package io.millrace.streams.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.RecordLog;
import io.millrace.log.ShardKey;
import io.millrace.streams.StreamsRig;
import io.millrace.streams.limit.ShardLoad;
import io.millrace.streams.shard.HashKeyRange;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardMap;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which shards of a stream with a past a listing keeps: one shard, split at second 200, its left half at second 300. */
class ShardFilterTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final RecordLog LOG = StreamsRig.shared().service().bean(RecordLog.class);

    private static final Stream STREAM = new Stream(
            -1,
            "000000000000",
            "past",
            "arn",
            Instant.ofEpochSecond(100),
            StreamStatus.ACTIVE,
            StreamMode.PROVISIONED,
            24,
            Instant.EPOCH,
            1024,
            List.of(),
            null,
            new Stream.Peak(0, 0, Instant.EPOCH),
            false,
            new ShardMap(List.of(
                    shard(0, 100, null, 200L),
                    shard(1, 200, 0, 300L),
                    shard(2, 200, 0, null),
                    shard(3, 300, 1, null),
                    shard(4, 300, 1, null))));

    private static Shard shard(int index, long created, @Nullable Integer parent, @Nullable Long closed) {
        return new Shard(
                index,
                HashKeyRange.evenly(1).getFirst(),
                created,
                parent,
                null,
                closed == null ? null : Instant.ofEpochSecond(closed),
                LOG.shard(new ShardKey(Long.MAX_VALUE, index)),
                new ShardLoad());
    }

    @Test
    void theLatestAreTheOpenOnes() {
        assertThat(kept(new ShardFilter("AT_LATEST", null, null))).containsExactly(2, 3, 4);
    }

    @Test
    void atATimeAreThoseThatCoveredTheKeysThen() {
        assertThat(kept(at("AT_TIMESTAMP", 150))).containsExactly(0);
        assertThat(kept(at("AT_TIMESTAMP", 200))).containsExactly(1, 2);
        assertThat(kept(at("AT_TIMESTAMP", 250))).containsExactly(1, 2);
        assertThat(kept(at("AT_TIMESTAMP", 900))).containsExactly(2, 3, 4);
    }

    @Test
    void fromATimeAreThoseAndAllThatCameAfter() {
        assertThat(kept(at("FROM_TIMESTAMP", 150))).containsExactly(0, 1, 2, 3, 4);
        assertThat(kept(at("FROM_TIMESTAMP", 250))).containsExactly(1, 2, 3, 4);
        assertThat(kept(at("FROM_TIMESTAMP", 900))).containsExactly(2, 3, 4);
    }

    @Test
    void theTrimHorizonIsATime() {
        assertThat(kept(new ShardFilter("AT_TRIM_HORIZON", null, null))).containsExactly(0);
        assertThat(kept(new ShardFilter("FROM_TRIM_HORIZON", null, null))).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void behindAShardTheListingItselfStarts() {
        assertThat(kept(new ShardFilter("AFTER_SHARD_ID", "shardId-000000000001", null)))
                .containsExactly(0, 1, 2, 3, 4);
    }

    private static ShardFilter at(String type, long second) {
        return new ShardFilter(type, null, Instant.ofEpochSecond(second));
    }

    private static List<Integer> kept(ShardFilter filter) {
        return STREAM.shards().all().stream()
                .filter(filter.keeps(STREAM, NOW))
                .map(Shard::index)
                .toList();
    }
}
