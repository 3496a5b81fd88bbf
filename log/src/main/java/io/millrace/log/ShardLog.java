package io.millrace.log;

/** One shard of a log: what can be read of it, and where it ends. Safe for any thread. */
public interface ShardLog {
    /** Answer of {@link #readCached} when the position is no longer, or not wholly, in memory. */
    long NOT_CACHED = -1;

    ShardKey key();

    /** The first position that may still be stored; everything before it was trimmed. */
    long start();

    /** The position after the last committed record: where the next one goes, or a later place. */
    long end();

    /** When the last record was committed, in milliseconds since 1970, or -1 if the shard never had one. */
    long lastArrivalMillis();

    /**
     * Bytes of keys and data committed, counted from some earlier moment on: how much was added between two calls is their
     * difference, as it is with {@link #end} for records.
     */
    long committedBytes();

    /** True if nothing can be appended any more. */
    boolean sealed();

    /**
     * Shows records from memory, in order, until the visitor declines one or the cached ones end; never waits.
     *
     * @param from the position to start at; one below {@link #start} means {@link #start}
     * @return the position to go on from, or {@link #NOT_CACHED} if the record at {@code from} must be read from disk
     */
    long readCached(long from, RecordVisitor visitor);

    /**
     * Shows records in order, from memory or disk, until the visitor declines one or the shard ends. May wait for the
     * disk. Damaged records are reported and skipped: what is served is always what was written.
     *
     * @param from as in {@link #readCached}
     * @return the position to go on from
     * @throws LogException if the disk fails or the log is closed
     */
    long read(long from, RecordVisitor visitor);

    /**
     * The position of the first record committed at or after a time, or {@link #end} if there is none. May wait for the
     * disk.
     */
    long firstAtOrAfter(long arrivalMillis);

    /**
     * Calls a listener after each commit that added to this shard, or sealed it, on the log's commit thread: hand over and return.
     *
     * @return ends the registration
     */
    Registration onAppend(Runnable listener);

    /** A registration that can be ended, once or more often. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
