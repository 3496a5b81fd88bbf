package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.shard.HashKey;
import io.millrace.streams.shard.Reshard;
import io.millrace.wire.Constraint;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Begins to split a shard in two. Until it is done the stream is UPDATING; records come and go throughout. */
public final class SplitShard implements Operation<SplitShard.Input, Operation.NoOutput> {
    private final Resharding resharding;
    private final StreamLimits limits;

    SplitShard(Resharding resharding, StreamLimits limits) {
        this.resharding = resharding;
        this.limits = limits;
    }

    public record Input(
            @StreamName @Nullable String streamName,
            @Constraint.Required @ShardIdText @Nullable String shardToSplit,

            @Constraint.Required @Constraint.Pattern("0|([1-9]\\d{0,38})") @Nullable
            String newStartingHashKey,

            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        resharding.begin(input, caller, stream -> {
            var shard = resharding.open(stream, Objects.requireNonNull(input.shardToSplit));
            limits.checkShards(stream.account(), 1);
            String text = Objects.requireNonNull(input.newStartingHashKey);
            var key = new BigInteger(text);
            var start = shard.range().start().toBigInteger();
            var end = shard.range().end().toBigInteger();
            // One plus the start would leave the first half with a single key: AWS refuses that too.
            if (key.compareTo(start.add(BigInteger.ONE)) <= 0 || key.compareTo(end) >= 0)
                throw StreamErrors.invalidArgument("NewStartingHashKey " + text + " used in SplitShard() on shard "
                        + shard.id() + " in stream " + stream.name() + " under account " + stream.account()
                        + " is not both greater than one plus the shard's StartingHashKey " + start
                        + " and less than the shard's EndingHashKey " + end + ".");
            return new Reshard.Split(shard.index(), HashKey.of(key));
        });
        return NoOutput.DONE;
    }
}
