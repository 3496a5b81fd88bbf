package io.millrace.streams.stream;

import io.millrace.streams.account.BillingCommitments;
import io.millrace.streams.shard.Reshard;
import org.jspecify.annotations.Nullable;

/** How much an on-demand stream is kept ready for, before anybody writes that much. */
final class WarmThroughput {
    /** MiB/s (API reference of UpdateStreamWarmThroughput: 10 GiB/s). */
    private static final int MAX_MIBPS = 10 * 1024;

    private final BillingCommitments commitments;

    WarmThroughput(BillingCommitments commitments) {
        this.commitments = commitments;
    }

    /** @throws io.millrace.wire.ApiException if the stream or the account can't have that much */
    void check(String account, StreamMode mode, int mibps) {
        if (mode != StreamMode.ON_DEMAND)
            throw StreamErrors.validation("WarmThroughputMiBps can only be set for streams in On-Demand mode.");
        if (mibps > MAX_MIBPS)
            throw StreamErrors.invalidArgument("WarmThroughputMiBps can not be greater than " + MAX_MIBPS + ".");
        if (mibps > 0 && !commitments.of(account).inForce())
            throw StreamErrors.validation("WarmThroughputMiBps can be set only by an account with a minimum throughput"
                    + " billing commitment. Account " + account + " has none.");
    }

    /** Has a stream ready for so much: notes it, and more shards if they are too few. A shard takes 1 MiB/s. */
    void set(Stream stream, StreamEntity row, int mibps) {
        check(row.accountId, row.mode, mibps);
        row.warmMibps = mibps == 0 ? null : mibps;
        if (mibps > stream.shards().openCount()) row.reshard = new Reshard.Uniform(mibps).toString();
    }

    /** What is told of it: the structure {@code WarmThroughputObject}. */
    static @Nullable Description describe(Stream stream) {
        Integer target = stream.warmMibps();
        return target == null
                ? null
                : new Description(target, Math.min(target, stream.shards().openCount()));
    }

    /** The structure {@code WarmThroughputObject}. */
    public record Description(Integer targetMiBps, Integer currentMiBps) {}
}
