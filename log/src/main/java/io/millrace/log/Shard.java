package io.millrace.log;

import io.millrace.log.BlockIndex.Block;
import io.millrace.log.Entries.Cursor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A shard as the engine knows it. The commit thread adds what became durable, the clustering takes away what moved to
 * segments, readers look; all under the shard's own lock, held for a few instructions and never during I/O or a visit.
 * An idle one costs a few hundred bytes.
 */
final class Shard implements ShardLog {
    // Owned by the commit thread: the state a frame in the making would lead to.
    /** The position the next record gets. */
    long next;
    /** The block of the current frame that takes this shard's records, plus one; 0 for none. */
    int openBlock;
    /** Refuses the rest of the frame. */
    boolean closing;

    private final LocalLog log;
    private final ShardKey key;
    private final BlockIndex journal = new BlockIndex();
    private volatile long start;
    private volatile long end;
    private volatile long lastArrivalMillis = -1;
    private volatile long committedBytes;
    private volatile boolean sealed;
    private volatile boolean deleted;
    private volatile @Nullable CopyOnWriteArrayList<Runnable> listeners;
    /** Everything stored from here on is in the journal. */
    private long journalFrom;

    Shard(LocalLog log, ShardKey key, long start, long end, long lastArrivalMillis, boolean sealed) {
        this.log = log;
        this.key = key;
        this.start = start;
        this.end = end;
        this.journalFrom = end;
        this.next = end;
        this.lastArrivalMillis = lastArrivalMillis;
        this.sealed = sealed;
        this.closing = sealed;
    }

    /** What the next step of a reader is. */
    private record Step(@Nullable Block block, long journalFrom) {}

    @Override
    public ShardKey key() {
        return key;
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public long lastArrivalMillis() {
        return lastArrivalMillis;
    }

    @Override
    public long committedBytes() {
        return committedBytes;
    }

    @Override
    public boolean sealed() {
        return sealed;
    }

    boolean deleted() {
        return deleted;
    }

    /** True if there is anything to remember about it. */
    synchronized boolean known() {
        return end > 0 || sealed;
    }

    synchronized Manifest.ShardState state() {
        return new Manifest.ShardState(key, sealed, start, end, lastArrivalMillis);
    }

    @Override
    public long readCached(long from, RecordVisitor visitor) {
        var cursor = new Cursor(Math.max(from, start), visitor);
        long began = cursor.position;
        while (!cursor.declined) {
            var step = step(cursor);
            if (step == null) break;
            if (step.block == null || !log.reader().showCached(step.block, cursor)) {
                return cursor.position == began ? NOT_CACHED : cursor.position;
            }
        }
        return cursor.position;
    }

    @Override
    public long read(long from, RecordVisitor visitor) {
        var reader = log.reader();
        var cursor = new Cursor(Math.max(from, start), visitor);
        while (!cursor.declined) {
            var step = step(cursor);
            if (step == null) break;
            if (step.block != null) {
                if (!reader.showCached(step.block, cursor)) reader.showJournal(this, step.block, cursor);
            } else {
                reader.showSegments(this, step.journalFrom, cursor);
            }
        }
        return cursor.position;
    }

    /** @return null at the end of the shard; otherwise the block to show, or none if it is in the segments */
    private synchronized @Nullable Step step(Cursor cursor) {
        cursor.position = Math.max(cursor.position, start);
        if (deleted || cursor.position >= end) return null;
        if (cursor.position < journalFrom) return new Step(null, journalFrom);
        int row = journal.find(cursor.position);
        if (row == journal.size()) {
            cursor.position = end;
            return null;
        }
        return new Step(journal.get(row), journalFrom);
    }

    @Override
    public long firstAtOrAfter(long arrivalMillis) {
        var reader = log.reader();
        while (true) {
            long found;
            long from;
            synchronized (this) {
                if (deleted || lastArrivalMillis < arrivalMillis) return end;
                int row = journal.findTime(arrivalMillis);
                found = row == journal.size() ? end : journal.first(row);
                if (row > 0 || start >= journalFrom) return Math.max(found, start);
                from = journalFrom;
            }
            long stored = reader.firstInSegments(this, arrivalMillis);
            synchronized (this) {
                // The journal's front moved to the segments meanwhile: what was found here may not be the first.
                if (from == journalFrom) return Math.max(stored >= 0 ? stored : found, start);
            }
        }
    }

    @Override
    public Registration onAppend(Runnable listener) {
        // An object of its own, so that ending one registration leaves another of the same listener.
        var own = new Runnable() {
            @Override
            public void run() {
                listener.run();
            }
        };
        var all = listeners;
        if (all == null) {
            synchronized (this) {
                all = listeners;
                if (all == null) {
                    all = new CopyOnWriteArrayList<>();
                    listeners = all;
                }
            }
        }
        var registered = all;
        registered.add(own);
        return () -> registered.remove(own);
    }

    List<Runnable> listeners() {
        var all = listeners;
        return all == null ? List.of() : all;
    }

    /** Adds a block that is durable. */
    synchronized void publish(
            long first, long arrivalMillis, long place, long cached, int records, int bytes, int crc) {
        if (deleted) return;
        if (journal.size() == 0) journalFrom = first;
        journal.add(first, arrivalMillis, place, cached, records, bytes, crc);
        end = Math.max(end, first + records);
        committedBytes += bytes - (long) records * JournalFormat.ENTRY_BYTES;
        lastArrivalMillis = Math.max(lastArrivalMillis, arrivalMillis);
    }

    /** For recovery: nothing will ever be stored below a position again. */
    synchronized void skipTo(long position) {
        end = Math.max(end, position);
        next = end;
    }

    void markSealed() {
        sealed = true;
        closing = true;
    }

    synchronized void markDeleted() {
        deleted = true;
        sealed = true;
        closing = true;
        start = end;
        journal.drop(journal.size());
    }

    /** Takes back what a frame that failed had planned. */
    void rollBack() {
        next = end;
        openBlock = 0;
        closing = sealed;
    }

    /** When the first record was committed that is in the journal only, or -1 if there is none. */
    synchronized long journalFirstMillis() {
        return journal.size() == 0 ? -1 : journal.arrivalMillis(0);
    }

    /** Bytes of the records that are in the journal only. */
    synchronized long journalBytes() {
        return journal.bytes();
    }

    /** The blocks in segments of the journal up to one, oldest first. */
    synchronized List<Block> blocksThrough(long segment) {
        int count = journal.countThrough(segment);
        if (count == 0) return List.of();
        var blocks = new Block[count];
        for (int i = 0; i < count; i++) blocks[i] = journal.get(i);
        return List.of(blocks);
    }

    synchronized boolean hasReadableBlocksThrough(long segment) {
        int count = journal.countThrough(segment);
        return count > 0 && journal.get(count - 1).end() > start;
    }

    /** The blocks in segments of the journal up to one can be read elsewhere now. */
    synchronized void moved(long segment) {
        int count = journal.countThrough(segment);
        if (count == 0) return;
        journalFrom = journal.get(count - 1).end();
        journal.drop(count);
    }

    /** Everything below a position is gone. */
    synchronized void trimTo(long position) {
        start = Math.max(start, position);
    }
}
