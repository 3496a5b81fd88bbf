package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;

/** Tells what an account may have and has. */
public final class DescribeLimits implements Operation<DescribeLimits.Input, DescribeLimits.Output> {
    private final StreamLimits limits;

    DescribeLimits(StreamLimits limits) {
        this.limits = limits;
    }

    public record Input() {}

    public record Output(
            Integer shardLimit,
            Integer openShardCount,
            Integer onDemandStreamCount,
            Integer onDemandStreamCountLimit) {}

    @Override
    public Output handle(Input input, Caller caller) {
        String account = caller.account();
        return new Output(
                limits.shards(), limits.openShards(account), limits.onDemandCount(account), limits.onDemandStreams());
    }
}
