package io.millrace.log;

import io.millrace.log.JournalFormat.Header;
import io.millrace.log.SpareSegments.Spare;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The node's one journal: a chain of segments of which the last is written. Owned by the commit thread, except for
 * {@link #segment} and {@link #full}, which any thread may call.
 *
 * <p>A segment is left when it is full or when a write or sync in it failed. The header of the next one says where its
 * frames end, durably, before anything is reported: whatever lies behind that is not part of the journal.
 */
final class Journal {
    private final long segmentBytes;
    private final boolean fsync;
    private final SpareSegments spares;
    private final SecureRandom salts = new SecureRandom();
    private final ConcurrentSkipListMap<Long, JournalSegment> live = new ConcurrentSkipListMap<>();
    private volatile @Nullable JournalSegment current;
    private @Nullable JournalSegment predecessor;
    private long nextId;
    private long nextFrame;

    /**
     * @param chain the segments found, oldest first; nothing more is written to them
     * @param nextId above every id that any file bears
     */
    Journal(
            long segmentBytes,
            boolean fsync,
            SpareSegments spares,
            List<JournalSegment> chain,
            long nextId,
            long nextFrame) {
        this.segmentBytes = segmentBytes;
        this.fsync = fsync;
        this.spares = spares;
        this.nextId = nextId;
        this.nextFrame = nextFrame;
        for (var segment : chain) live.put(segment.id(), segment);
        predecessor = chain.isEmpty() ? null : chain.getLast();
    }

    /** Most bytes a frame can have. */
    static int maxFrameBytes(long segmentBytes) {
        return (int) Math.min(segmentBytes - JournalFormat.FRAMES, JournalFormat.FRAME_BYTES_MAX);
    }

    /**
     * Sees to it that a frame of this size has a segment to go to.
     *
     * @return true if another segment was begun: all before it are at rest
     * @throws IOException if there is none; nothing was written then, and the next call tries again
     */
    boolean ensureRoom(int frameBytes) throws IOException {
        if (current != null && current.end() + frameBytes <= segmentBytes) return false;
        leave();
        var spare = spares.take();
        var header = new Header(
                nextId++,
                salts.nextLong(),
                predecessor == null ? 0 : predecessor.id(),
                predecessor == null ? 0 : predecessor.end());
        try {
            spare.file().write(JournalFormat.encode(header), 0);
            spare.file().sync();
        } catch (IOException e) {
            spares.failed(spare);
            throw e;
        }
        current = segment(spare, header, JournalFormat.FRAMES);
        live.put(header.id(), current);
        spares.prepare();
        return true;
    }

    private JournalSegment segment(Spare spare, Header header, long end) {
        return new JournalSegment(spare.name(), header, spare.file(), end, () -> spares.giveBack(spare));
    }

    /** Puts no more frames into the current segment. What was written to it and not {@link #advance}d is given up. */
    void leave() {
        if (current == null) return;
        predecessor = current;
        current = null;
    }

    /** The segment of the frame to come; after {@link #ensureRoom}. */
    JournalSegment current() {
        if (current == null) throw new IllegalStateException("no room was made");
        return current;
    }

    long takeFrameNumber() {
        return nextFrame++;
    }

    /** Writes a frame and makes it durable. After a failure {@link #leave} must follow. */
    void write(ByteBuffer frame) throws IOException {
        current().write(frame);
        if (fsync) current().sync();
    }

    void advance(int frameBytes) {
        current().advance(frameBytes);
    }

    /**
     * The segment of a block.
     *
     * @return null if its records live elsewhere by now
     */
    @Nullable
    JournalSegment segment(long id) {
        return live.get(id);
    }

    /** The segments that are at rest, oldest first. */
    List<JournalSegment> full() {
        var all = List.copyOf(live.values());
        var last = current;
        return all.stream()
                .filter(segment -> last == null || segment.id() < last.id())
                .toList();
    }

    /** Gives the files of all segments up to one back for other use. */
    void recycle(long lastId) {
        var old = live.headMap(lastId, true);
        for (var segment : List.copyOf(old.values())) {
            live.remove(segment.id());
            segment.retire();
        }
    }

    long bytes() {
        return spares.files() * segmentBytes;
    }

    void close() throws IOException {
        spares.close();
        recycle(Long.MAX_VALUE);
    }
}
