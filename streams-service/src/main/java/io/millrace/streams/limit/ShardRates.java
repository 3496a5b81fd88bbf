package io.millrace.streams.limit;

/** The rates of one shard that the profile {@code aws} enforces (developer guide, quotas and limits). */
final class ShardRates {
    static final int WRITE_RECORDS = 1000;
    static final int WRITE_BYTES = 1024 * 1024;
    static final int READ_CALLS = 5;
    static final int READ_BYTES = 2 * 1024 * 1024;
    static final int ITERATOR_CALLS = 5;

    private final TokenBucket writeRecords;
    private final TokenBucket writeBytes;
    private final TokenBucket readCalls;
    private final TokenBucket readBytes;
    private final TokenBucket iteratorCalls;
    private volatile long readsFrom;

    ShardRates(long nowMillis) {
        writeRecords = new TokenBucket(WRITE_RECORDS, WRITE_RECORDS, nowMillis);
        writeBytes = new TokenBucket(WRITE_BYTES, WRITE_BYTES, nowMillis);
        readCalls = new TokenBucket(READ_CALLS, READ_CALLS, nowMillis);
        readBytes = new TokenBucket(READ_BYTES, READ_BYTES, nowMillis);
        iteratorCalls = new TokenBucket(ITERATOR_CALLS, ITERATOR_CALLS, nowMillis);
    }

    /**
     * Lets one record in, or not.
     *
     * @param largest the largest record that the stream takes: the tank must be able to hold one, and refills no faster
     */
    boolean write(int bytes, int largest, long nowMillis) {
        writeBytes.resize(Math.max(WRITE_BYTES, largest));
        if (!writeRecords.take(1, nowMillis)) return false;
        if (writeBytes.take(bytes, nowMillis)) return true;
        writeRecords.giveBack(1);
        return false;
    }

    boolean iterator(long nowMillis) {
        return iteratorCalls.take(1, nowMillis);
    }

    /** Lets one call of GetRecords in, or not. */
    boolean read(long nowMillis) {
        return nowMillis >= readsFrom && readBytes.any(nowMillis) && readCalls.take(1, nowMillis);
    }

    /**
     * Counts what a call was given. More than a second's worth keeps the shard's readers out for as long as it would have
     * taken: 10 MiB for five seconds.
     */
    void wasRead(long bytes, long nowMillis) {
        readBytes.spend((double) bytes);
        if (bytes > READ_BYTES) readsFrom = nowMillis + bytes * 1000 / READ_BYTES;
    }
}
