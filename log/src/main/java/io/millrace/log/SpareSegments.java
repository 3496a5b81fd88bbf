package io.millrace.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journal files that wait for use: zeroed beforehand, because a sync of a file that grows costs more than twice as much,
 * or left over from segments whose records live elsewhere now. One is kept ahead by a background task. The commit thread
 * takes; if none is there it makes one itself, so that a full disk is met here, before anything was written, and is
 * tried again with each append for the price of asking for the free room.
 */
final class SpareSegments {
    /** Left to others when a file is made, so that the manifest and a few index pages still find room. */
    private static final long RESERVE_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(SpareSegments.class);

    private final Disk disk;
    private final long segmentBytes;
    private final int keep;
    private final Executor background;
    private final ArrayDeque<Spare> spares = new ArrayDeque<>();
    private long nextNumber;
    private long files;
    private boolean closed;

    /** A file ready for use. */
    record Spare(String name, DiskFile file) {}

    /** @param keep how many idle files to keep; more are deleted */
    SpareSegments(Disk disk, long segmentBytes, int keep, long nextNumber, Executor background) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.keep = keep;
        this.nextNumber = nextNumber;
        this.background = background;
    }

    /**
     * The next file; waits for one being made.
     *
     * @throws DiskFullException if there is no room to make one
     */
    synchronized Spare take() throws IOException {
        var spare = spares.poll();
        return spare != null ? spare : make();
    }

    /** Sees to it, in the background, that one is there when it is needed. */
    void prepare() {
        try {
            background.execute(this::prepareNow);
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("no journal segment prepared: the log is closing");
        }
    }

    private synchronized void prepareNow() {
        if (closed || !spares.isEmpty()) return;
        try {
            spares.add(make());
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.toString()).log("no journal segment could be prepared");
        }
    }

    private Spare make() throws IOException {
        if (disk.usableBytes() < segmentBytes + RESERVE_BYTES) {
            throw new DiskFullException("no room for a journal segment of " + segmentBytes + " bytes", null);
        }
        var name = "journal/%08d.jnl".formatted(nextNumber++);
        var file = disk.create(name);
        try {
            file.zero(segmentBytes);
            disk.syncDirectory("journal");
            files++;
            return new Spare(name, file);
        } catch (IOException e) {
            discard(new Spare(name, file), false);
            throw e;
        }
    }

    /** Takes back a file whose content is no longer needed. */
    synchronized void giveBack(Spare spare) {
        if (closed || spares.size() >= keep) discard(spare, true);
        else spares.add(spare);
    }

    /** Gives up a file that failed. */
    synchronized void failed(Spare spare) {
        discard(spare, true);
    }

    private void discard(Spare spare, boolean counted) {
        if (counted) files--;
        try {
            spare.file.close();
            if (!closed) disk.delete(spare.name);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.toString()).log("journal file could not be deleted");
        }
    }

    /** Counts files that were found when the log was opened. */
    synchronized void found(int count) {
        files += count;
    }

    synchronized long files() {
        return files;
    }

    synchronized void close() throws IOException {
        closed = true;
        for (var spare : spares) spare.file.close();
        spares.clear();
    }
}
