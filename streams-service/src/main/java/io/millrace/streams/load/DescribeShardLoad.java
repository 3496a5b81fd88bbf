package io.millrace.streams.load;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.limit.BusiestKeys;
import io.millrace.streams.limit.LimitProfiles;
import io.millrace.streams.shard.HashKey;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardId;
import io.millrace.streams.stream.StreamAddress;
import io.millrace.streams.stream.StreamArn;
import io.millrace.streams.stream.StreamName;
import io.millrace.streams.stream.Streams;
import io.millrace.wire.Constraint;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the open shards of a stream bear, the busiest first, and which partition keys they owe it to. Not an operation
 * of AWS: its target is {@code Millrace_20261122.DescribeShardLoad}, signed like any other.
 */
public final class DescribeShardLoad implements Operation<DescribeShardLoad.Input, DescribeShardLoad.Output> {
    private static final int DEFAULT_LIMIT = 100;

    private final Streams streams;
    private final LimitProfiles profiles;

    public DescribeShardLoad(Streams streams, LimitProfiles profiles) {
        this.streams = streams;
        this.profiles = profiles;
    }

    /**
     * @param limit shards to tell of, 1 to 10,000; 100 by default
     * @param includeHistory whether to tell what each minute of the last hour was like; not by default
     */
    public record Input(
            @StreamName @Nullable String streamName,
            @StreamArn @Nullable String streamARN,

            @Constraint.Range(min = 1, max = 10_000) @Nullable
            Integer limit,

            @Nullable Boolean includeHistory)
            implements StreamAddress {}

    /**
     * @param limitProfile {@code AWS} or {@code UNLIMITED}
     * @param openShardCount all open shards, also those that the limit leaves out
     */
    public record Output(String streamName, String limitProfile, Integer openShardCount, List<ShardLoads> shards) {}

    /**
     * What one shard bears.
     *
     * @param startingHashKey the first hash key that it takes
     * @param parentShardId the shard that it was split from, or the first of those that were merged into it
     * @param writeUtilization how much it is given of what AWS lets a shard take; 1 is the limit
     * @param peakWriteUtilization its highest average of a minute within the last hour
     * @param writeUtilizationHistory its average in each finished minute of the last hour, the oldest first, as far back as
     *     it has something to tell; null unless asked for
     */
    public record ShardLoads(
            String shardId,
            String startingHashKey,
            String endingHashKey,
            @Nullable String parentShardId,
            @Nullable String adjacentParentShardId,
            Double writtenRecordsPerSecond,
            Double writtenBytesPerSecond,
            Double writeUtilization,
            Double peakWriteUtilization,
            @Nullable List<Double> writeUtilizationHistory,
            Double readRecordsPerSecond,
            Double readBytesPerSecond,
            Long throttledWrites,
            Long throttledReads,
            Long iteratorAgeMilliseconds,
            List<BusyKey> busiestKeys) {}

    /**
     * @param hashKey where the key lies among the hash keys, unless its records name another
     * @param share the key's part of the shard's records lately, 0 to 1, told rather too large than too small
     */
    public record BusyKey(String partitionKey, String hashKey, Double share) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var stream = streams.named(input, caller);
        var open = stream.shards().open();
        boolean history = Boolean.TRUE.equals(input.includeHistory);
        var shown = open.stream()
                .sorted(Comparator.comparingDouble(
                                (Shard shard) -> shard.load().latest().writeUtilization())
                        .reversed())
                .limit(input.limit == null ? DEFAULT_LIMIT : input.limit)
                .map(shard -> loads(shard, history))
                .toList();
        var profile = profiles.ofStream(stream.account(), stream.name());
        return new Output(stream.name(), profile.name(), open.size(), shown);
    }

    private static ShardLoads loads(Shard shard, boolean history) {
        var load = shard.load();
        var rates = load.latest();
        return new ShardLoads(
                shard.id(),
                shard.range().start().toString(),
                shard.range().end().toString(),
                idOf(shard.parent()),
                idOf(shard.adjacentParent()),
                rates.writtenRecords(),
                rates.writtenBytes(),
                rates.writeUtilization(),
                load.peakWriteUtilization(),
                history ? load.writeUtilizationHistory() : null,
                rates.readRecords(),
                rates.readBytes(),
                load.throttledWrites(),
                load.throttledReads(),
                load.iteratorAgeMillis(),
                load.busiestKeys().stream().map(DescribeShardLoad::busy).toList());
    }

    private static @Nullable String idOf(@Nullable Integer parent) {
        return parent == null ? null : ShardId.of(parent);
    }

    private static BusyKey busy(BusiestKeys.Key key) {
        byte[] bytes = key.partitionKey().getBytes(StandardCharsets.UTF_8);
        var hashKey = HashKey.ofPartitionKey(bytes, 0, bytes.length);
        return new BusyKey(key.partitionKey(), hashKey.toString(), key.share());
    }
}
