package io.millrace.log;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What waits for the commit thread, in the order it came. Any thread puts, the commit thread alone takes; it is woken by
 * the first entry after it fell asleep. Bounded by bytes, counted until the outcome was told; what does not fit is
 * refused at once.
 */
final class AppendQueue {
    private final long limitBytes;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;
    private boolean sleeping;
    private boolean closed;

    /** Something to put into a frame. */
    sealed interface Entry {
        /** Most bytes it can need in a frame. */
        long bytes();
    }

    record Write(AppendBatch batch, AppendListener listener, long bytes) implements Entry {}

    record Seal(Shard shard, CompletableFuture<Void> done) implements Entry {
        @Override
        public long bytes() {
            return JournalFormat.ROW_BYTES;
        }
    }

    record Delete(Shard anyShard, CompletableFuture<Void> done) implements Entry {
        @Override
        public long bytes() {
            return JournalFormat.ROW_BYTES;
        }
    }

    /** Leaves the current segment, so that everything committed before is at rest. */
    record Leave(CompletableFuture<Void> done) implements Entry {
        @Override
        public long bytes() {
            return 0;
        }
    }

    AppendQueue(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** @throws LogException if the log is closed or too much waits already; a lone batch is never too much, nor a seal */
    synchronized void put(Entry entry) {
        if (closed) throw new LogException(LogException.Reason.CLOSED, "The log is closed");
        if (entry instanceof Write && bytes > 0 && bytes + entry.bytes() > limitBytes) {
            throw new LogException(LogException.Reason.OVERLOADED, bytes + " bytes wait for the disk already");
        }
        entries.add(entry);
        bytes += entry.bytes();
        if (sleeping) notifyAll();
    }

    /**
     * Waits for entries and takes what fits into one frame, but at least one.
     *
     * @param waitMillis wake up after this long even if there is nothing; 0 for never
     * @return false if the queue is closed and empty: nothing will come any more
     */
    synchronized boolean take(List<Entry> group, long limit, long waitMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        while (entries.isEmpty() && !closed) {
            long left = deadline - System.nanoTime();
            if (waitMillis > 0 && left <= 0) return true;
            sleeping = true;
            try {
                if (waitMillis > 0) TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
                else wait();
            } catch (InterruptedException e) {
                // The commit thread ends when the queue is closed, and not before: what was queued is committed.
            } finally {
                sleeping = false;
            }
        }
        long taken = 0;
        for (var entry = entries.peek(); entry != null; entry = entries.peek()) {
            if (!group.isEmpty() && taken + entry.bytes() > limit) break;
            taken += entry.bytes();
            group.add(entries.remove());
        }
        return !group.isEmpty();
    }

    /** The outcome of an entry was told: its bytes are free. */
    synchronized void done(long entryBytes) {
        bytes -= entryBytes;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Refuses all later entries; those inside are still taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
