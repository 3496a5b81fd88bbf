package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.shard.Reshard;
import io.millrace.wire.Constraint;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Begins to cut a stream's key space into another number of equal shards. */
public final class UpdateShardCount implements Operation<UpdateShardCount.Input, UpdateShardCount.Output> {
    /** Shards (API reference: more need a support request). */
    private static final int MAX_SHARDS = 10_000;
    /** Times within 24 hours (API reference). */
    private static final int MAX_CHANGES_A_DAY = 10;

    private final Resharding resharding;
    private final StreamLimits limits;
    private final InstantSource clock;

    UpdateShardCount(Resharding resharding, StreamLimits limits, InstantSource clock) {
        this.resharding = resharding;
        this.limits = limits;
        this.clock = clock;
    }

    public record Input(
            @StreamName @Nullable String streamName,

            @Constraint.Required @Constraint.Range(min = 1) @Nullable
            Integer targetShardCount,

            @Constraint.Required @Constraint.OneOf({"UNIFORM_SCALING"}) @Nullable
            String scalingType,

            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    public record Output(String streamName, Integer currentShardCount, Integer targetShardCount, String streamARN) {}

    @Override
    public Output handle(Input input, Caller caller) {
        int target = Objects.requireNonNull(input.targetShardCount);
        var before = resharding.begin(
                input,
                caller,
                stream -> {
                    check(stream, target);
                    return new Reshard.Uniform(target);
                },
                this::count);
        return new Output(before.name(), before.shards().openCount(), target, before.arn());
    }

    private void check(Stream stream, int target) {
        int open = stream.shards().openCount();
        String counts = " Current open shard count: " + open + " Target shard count: " + target;
        if (target > MAX_SHARDS)
            throw StreamErrors.invalidArgument(
                    "Target shard count or number of open shards cannot be greater than " + MAX_SHARDS + "." + counts);
        if (target > 2 * open)
            throw StreamErrors.invalidArgument(
                    "UpdateShardCount cannot scale up over double your current open shard count." + counts);
        if (2 * target < open)
            throw StreamErrors.invalidArgument(
                    "UpdateShardCount cannot scale down below half your current open shard count." + counts);
        limits.checkShards(stream.account(), target - open);
    }

    private void count(StreamEntity row) {
        var limit = new DailyLimit(
                MAX_CHANGES_A_DAY,
                () -> StreamErrors.limitExceeded("UpdateShardCount was called " + MAX_CHANGES_A_DAY
                        + " times on stream " + row.name + " under account " + row.accountId
                        + " within the last 24 hours, which is the limit."));
        row.shardCountChanges = limit.add(row.shardCountChanges, clock.instant());
    }
}
