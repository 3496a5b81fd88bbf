package io.millrace.firehose.delivery;

import java.util.concurrent.Semaphore;

/**
 * Bounds the memory of all that is being delivered, whatever the number of streams: who wants a buffer claims it here first
 * and waits, in turn, until there is room.
 */
public final class MemoryLedger {
    private static final int UNIT_BYTES = 1024;

    private final int units;
    private final Semaphore free;

    /** @param bytes to be shared by all */
    public MemoryLedger(long bytes) {
        units = Math.toIntExact(Math.max(1, bytes / UNIT_BYTES));
        free = new Semaphore(units, true);
    }

    /** A claim on memory, given back by closing it. */
    public interface Claim extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until there is room for some bytes; a claim for more than there is at all takes everything. */
    public Claim claim(long bytes) throws InterruptedException {
        int wanted = Math.clamp((bytes + UNIT_BYTES - 1) / UNIT_BYTES, 1, units);
        free.acquire(wanted);
        return () -> free.release(wanted);
    }
}
