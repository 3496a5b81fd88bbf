package io.millrace.streams.limit;

/** How fast one consumer is pushed the records of one shard under the profile {@code aws}: 2 MiB a second. */
public final class PushPace {
    private final TokenBucket bytes;

    public PushPace(long nowMillis) {
        bytes = new TokenBucket(ShardRates.READ_BYTES, ShardRates.READ_BYTES, nowMillis);
    }

    /** True if more may be pushed now. */
    public boolean open(long nowMillis) {
        return bytes.any(nowMillis);
    }

    public void pushed(long size) {
        bytes.spend((double) size);
    }
}
