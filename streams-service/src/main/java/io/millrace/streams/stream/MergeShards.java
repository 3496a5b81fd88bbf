package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.shard.Reshard;
import io.millrace.wire.Constraint;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Begins to merge two shards whose hash keys are neighbours, the lower one named first. */
public final class MergeShards implements Operation<MergeShards.Input, Operation.NoOutput> {
    private final Resharding resharding;

    MergeShards(Resharding resharding) {
        this.resharding = resharding;
    }

    public record Input(
            @StreamName @Nullable String streamName,
            @Constraint.Required @ShardIdText @Nullable String shardToMerge,
            @Constraint.Required @ShardIdText @Nullable String adjacentShardToMerge,
            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        resharding.begin(input, caller, stream -> {
            var first = resharding.open(stream, Objects.requireNonNull(input.shardToMerge));
            var second = resharding.open(stream, Objects.requireNonNull(input.adjacentShardToMerge));
            var behind = first.range().end().toBigInteger().add(BigInteger.ONE);
            if (!behind.equals(second.range().start().toBigInteger()))
                throw StreamErrors.invalidArgument("Shards " + first.id() + " and " + second.id() + " in stream "
                        + stream.name() + " under account " + stream.account()
                        + " are not an adjacent pair of shards eligible for merging");
            return new Reshard.Merge(first.index(), second.index());
        });
        return NoOutput.DONE;
    }
}
