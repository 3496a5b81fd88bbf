package io.millrace.streams.load;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.limit.BusiestKeys;
import io.millrace.streams.limit.LimitProfiles;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.stream.StreamAddress;
import io.millrace.streams.stream.StreamArn;
import io.millrace.streams.stream.StreamName;
import io.millrace.streams.stream.Streams;
import io.millrace.wire.Constraint;
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

    /** @param limit shards to tell of, 1 to 10,000; 100 by default */
    public record Input(
            @StreamName @Nullable String streamName,
            @StreamArn @Nullable String streamARN,

            @Constraint.Range(min = 1, max = 10_000) @Nullable
            Integer limit)
            implements StreamAddress {}

    /**
     * @param limitProfile {@code AWS} or {@code UNLIMITED}
     * @param openShardCount all open shards, also those that the limit leaves out
     */
    public record Output(String streamName, String limitProfile, Integer openShardCount, List<ShardLoads> shards) {}

    /**
     * What one shard bears.
     *
     * @param writeUtilization how much it is given of what AWS lets a shard take; 1 is the limit
     */
    public record ShardLoads(
            String shardId,
            Double writtenRecordsPerSecond,
            Double writtenBytesPerSecond,
            Double writeUtilization,
            Double readRecordsPerSecond,
            Double readBytesPerSecond,
            Long throttledWrites,
            Long throttledReads,
            Long iteratorAgeMilliseconds,
            List<BusyKey> busiestKeys) {}

    /** @param share the key's part of the shard's records lately, 0 to 1, told rather too large than too small */
    public record BusyKey(String partitionKey, Double share) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var stream = streams.named(input, caller);
        var open = stream.shards().open();
        var shown = open.stream()
                .sorted(Comparator.comparingDouble(
                                (Shard shard) -> shard.load().latest().writeUtilization())
                        .reversed())
                .limit(input.limit == null ? DEFAULT_LIMIT : input.limit)
                .map(DescribeShardLoad::loads)
                .toList();
        var profile = profiles.ofStream(stream.account(), stream.name());
        return new Output(stream.name(), profile.name(), open.size(), shown);
    }

    private static ShardLoads loads(Shard shard) {
        var load = shard.load();
        var rates = load.latest();
        return new ShardLoads(
                shard.id(),
                rates.writtenRecords(),
                rates.writtenBytes(),
                rates.writeUtilization(),
                rates.readRecords(),
                rates.readBytes(),
                load.throttledWrites(),
                load.throttledReads(),
                load.iteratorAgeMillis(),
                load.busiestKeys().stream().map(DescribeShardLoad::busy).toList());
    }

    private static BusyKey busy(BusiestKeys.Key key) {
        return new BusyKey(key.partitionKey(), key.share());
    }
}
