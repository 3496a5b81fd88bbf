package io.millrace.log;

import io.millrace.log.JournalFormat.Header;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the frames of one segment of the journal after a start. A damaged place with a frame behind it was durable once:
 * it is reported and passed over. A damaged end of the last segment is a write that a crash tore before it was
 * acknowledged: there the journal ends.
 */
final class JournalScan {
    private static final int WINDOW_BYTES = 4 << 20;

    private final DiskFile file;
    private final Header header;
    private final long limit;
    private final boolean endKnown;
    private final Sink sink;
    private ByteBuffer window = Pages.allocate(Pages.BYTES);
    private long windowAt;
    private int windowBytes;

    /** Hears what is found, in the order it was written. */
    interface Sink {
        /**
         * A block as it was written.
         *
         * @param offset where its body is in the segment
         */
        void block(Row row, long offset);

        /** A block whose body is lost. */
        void damagedBlock(Row row);

        /** A stretch of which nothing is known. */
        void damaged(long offset, long bytes);
    }

    /** A row of a frame's table. */
    record Row(
            int type,
            long stream,
            int shard,
            long first,
            long arrivalMillis,
            int records,
            int bytes,
            int body,
            int crc) {}

    /** @param end where the segment's frames end, or -1 if only the frames themselves can tell */
    JournalScan(DiskFile file, Header header, long end, Sink sink) throws IOException {
        this.file = file;
        this.header = header;
        this.endKnown = end >= 0;
        this.limit = endKnown ? end : file.size();
        this.sink = sink;
    }

    /** Where the frames end, and the number of the last one. */
    record Result(long end, long lastFrame) {}

    Result scan(long lastFrameBefore) throws IOException {
        long at = JournalFormat.FRAMES;
        long last = lastFrameBefore;
        while (at + Pages.BYTES <= limit) {
            int index = frame(at, last);
            if (index < 0) {
                long next = nextFrame(at + Pages.BYTES, last);
                if (next < 0 && !endKnown) return new Result(at, last);
                long to = next < 0 ? limit : next;
                sink.damaged(at, to - at);
                at = to;
                continue;
            }
            long number = window.getLong(index + 24);
            long padded = Pages.up((long) window.getInt(index + 40));
            if (!endKnown && !whole(index) && nextFrame(at + padded, number) < 0) return new Result(at, last);
            report(frame(at, last), at);
            last = number;
            at += padded;
        }
        return new Result(at, last);
    }

    /** Where in the window the frame at an offset is, all of it; -1 if no frame with a sound head starts there. */
    private int frame(long at, long after) throws IOException {
        int index = window(at, Pages.BYTES);
        if (index < 0 || !JournalFormat.looksLikeFrame(window, index, header)) return -1;
        long bytes = window.getInt(index + 40);
        long blocks = window.getInt(index + 44);
        if (window.getLong(index + 24) <= after || bytes < JournalFormat.FRAME_HEADER_BYTES || blocks < 1) return -1;
        if (JournalFormat.FRAME_HEADER_BYTES + blocks * JournalFormat.ROW_BYTES > bytes) return -1;
        if (at + Pages.up(bytes) > limit) return -1;
        index = window(at, (int) bytes);
        if (index < 0 || !JournalFormat.crcMatches(window, index, (int) blocks)) return -1;
        return index;
    }

    /** The next page at which a frame starts that was written after one; -1 if there is none. */
    private long nextFrame(long from, long after) throws IOException {
        for (long at = from; at + Pages.BYTES <= limit; at += Pages.BYTES) if (frame(at, after) >= 0) return at;
        return -1;
    }

    private boolean whole(int index) {
        for (int b = 0; b < window.getInt(index + 44); b++) if (!sound(index, row(index, b))) return false;
        return true;
    }

    private boolean sound(int index, Row row) {
        return Pages.crc32c(window, index + row.body, row.bytes) == row.crc;
    }

    private void report(int index, long at) {
        for (int b = 0; b < window.getInt(index + 44); b++) {
            var row = row(index, b);
            if (sound(index, row)) sink.block(row, at + row.body);
            else sink.damagedBlock(row);
        }
    }

    private Row row(int index, int block) {
        int at = index + JournalFormat.FRAME_HEADER_BYTES + block * JournalFormat.ROW_BYTES;
        return new Row(
                window.getInt(at),
                window.getLong(at + 8),
                window.getInt(at + 4),
                window.getLong(at + 16),
                window.getLong(at + 24),
                window.getInt(at + 32),
                window.getInt(at + 36),
                window.getInt(at + 40),
                window.getInt(at + 44));
    }

    /**
     * Sees to it that some bytes of the segment are in memory.
     *
     * @return where they are, or -1 if the file is too short
     */
    private int window(long at, int bytes) throws IOException {
        if (at < windowAt || at + bytes > windowAt + windowBytes) {
            int wanted = (int) Math.min(Math.max(Pages.up(bytes), WINDOW_BYTES), Pages.up(limit - at));
            if (window.capacity() < wanted) window = Pages.allocate(wanted);
            windowAt = at;
            windowBytes = Math.max(0, file.read(window.clear().limit(wanted), at));
            window.clear();
        }
        return at + bytes <= windowAt + windowBytes ? (int) (at - windowAt) : -1;
    }
}
