package io.millrace.log;

import io.millrace.log.BlockIndex.Block;
import io.millrace.log.Entries.Cursor;
import io.millrace.log.LogException.Reason;
import io.millrace.log.SegmentFile.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows records from where they lie: the tail cache, the journal, the segments. Any thread; holds no lock while it reads
 * or a visitor runs. What does not match its checksum is counted, reported and skipped.
 */
final class LogReader {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

    private final TailCache cache;
    private final Journal journal;
    private final SegmentStore segments;
    private final Counters counters;
    private final Chunks chunks;
    private final ReadBuffers buffers;
    private volatile boolean closed;

    LogReader(
            TailCache cache,
            Journal journal,
            SegmentStore segments,
            Chunks chunks,
            ReadBuffers buffers,
            Counters counters) {
        this.cache = cache;
        this.journal = journal;
        this.segments = segments;
        this.chunks = chunks;
        this.buffers = buffers;
        this.counters = counters;
    }

    /** Ends reads that are under way before the journal's files are closed. */
    void close() {
        closed = true;
    }

    /** @return false if the block is not in memory any more */
    boolean showCached(Block block, Cursor cursor) {
        var chunk = cache.enter(block.cached());
        if (chunk == null) return false;
        try {
            Entries.show(
                    chunk.memory(),
                    (int) block.cached(),
                    block.first(),
                    block.records(),
                    block.arrivalMillis(),
                    cursor);
            return true;
        } finally {
            chunk.exit();
        }
    }

    /** Shows a block of the journal. Does nothing if it was clustered meanwhile: the shard knows where it is now. */
    void showJournal(Shard shard, Block block, Cursor cursor) {
        var segment = journal.segment(block.segment());
        if (segment == null || !segment.enter()) {
            if (closed) throw new LogException(Reason.CLOSED, "The log is closed");
            return;
        }
        try {
            boolean[] shown = {false};
            buffers.read(segment.file(), block.offset(), block.bytes(), (memory, at) -> {
                if (Pages.crc32c(memory, at, block.bytes()) != block.crc()) return;
                shown[0] = true;
                Entries.show(memory, at, block.first(), block.records(), block.arrivalMillis(), cursor);
            });
            if (!shown[0]) skip(shard, segment.name(), block.end(), cursor);
        } catch (IOException e) {
            throw failed(e);
        } finally {
            segment.exit();
        }
    }

    /** Shows what the segments have of a shard from the cursor on; at the end it is at {@code until}. */
    void showSegments(Shard shard, long until, Cursor cursor) {
        var files = segments.of(shard.key().stream());
        for (int i = 0; i < files.length && !cursor.declined; i++) {
            var part = files[i].find(shard.key().shard());
            if (part == null || part.end() <= cursor.position) continue;
            try (var open = chunks.open(files[i])) {
                if (i + 1 < files.length) expect(shard, files[i + 1]);
                showPart(shard, files[i], part, open, cursor);
            } catch (NoSuchFileException e) {
                if (closed) throw new LogException(Reason.CLOSED, "The log is closed");
                // Its records were merged with others or moved away meanwhile: the list names the file that has them.
                var now = segments.of(shard.key().stream());
                if (!Arrays.equals(now, files)) {
                    files = now;
                    i = -1;
                } else if (shard.start() < part.end()) {
                    skip(shard, files[i].path(), part.end(), cursor);
                }
            } catch (IOException e) {
                throw failed(e);
            }
        }
        if (!cursor.declined) cursor.position = Math.max(cursor.position, until);
    }

    private void expect(Shard shard, SegmentFile file) {
        var part = file.find(shard.key().shard());
        if (part != null) chunks.expect(file, part);
    }

    private void showPart(Shard shard, SegmentFile file, Part part, Chunks.Open open, Cursor cursor)
            throws IOException {
        var index = open.index(part);
        if (index == null) {
            skip(shard, file.path(), part.end(), cursor);
            return;
        }
        for (int row = index.findPosition(cursor.position); row < index.rows() && !cursor.declined; row++) {
            long next = row + 1 < index.rows() ? index.first(row + 1) : part.end();
            boolean good = open.read(part, index, row, (memory, at, bytes) -> showRuns(memory, at, bytes, cursor));
            if (!good) skip(shard, file.path(), next, cursor);
        }
    }

    private static void showRuns(ByteBuffer memory, int from, int bytes, Cursor cursor) {
        int at = from;
        while (at < from + bytes && !cursor.declined) {
            long first = memory.getLong(at);
            int records = memory.getInt(at + 16);
            int length = memory.getInt(at + 20);
            if (first + records > cursor.position) {
                int body = at + SegmentFormat.RUN_HEADER_BYTES;
                Entries.show(memory, body, first, records, memory.getLong(at + 8), cursor);
            }
            at += SegmentFormat.RUN_HEADER_BYTES + length;
        }
    }

    /** The first position in the segments that was committed at or after a time, or -1. */
    long firstInSegments(Shard shard, long arrivalMillis) {
        var files = segments.of(shard.key().stream());
        for (int i = 0; i < files.length; i++) {
            if (files[i].lastArrivalMillis() < arrivalMillis) continue;
            var part = files[i].find(shard.key().shard());
            if (part == null || part.lastArrivalMillis() < arrivalMillis) continue;
            if (part.firstArrivalMillis() >= arrivalMillis) return part.first();
            try (var open = chunks.open(files[i])) {
                long found = firstInPart(part, open, arrivalMillis);
                if (found >= 0) return found;
            } catch (NoSuchFileException e) {
                // As in showSegments; what was trimmed or deleted may be in the next one.
                var now = segments.of(shard.key().stream());
                if (!Arrays.equals(now, files)) {
                    files = now;
                    i = -1;
                }
            } catch (IOException e) {
                throw failed(e);
            }
        }
        return -1;
    }

    private static long firstInPart(Part part, Chunks.Open open, long arrivalMillis) throws IOException {
        var index = open.index(part);
        if (index == null) return -1;
        int row = index.findTime(arrivalMillis);
        long[] found = {row < index.rows() ? index.first(row) : -1};
        if (row > 0)
            open.read(part, index, row - 1, (memory, at, bytes) -> {
                long run = firstRun(memory, at, bytes, arrivalMillis);
                if (run >= 0) found[0] = run;
            });
        return found[0];
    }

    private static long firstRun(ByteBuffer memory, int from, int bytes, long arrivalMillis) {
        for (int at = from; at < from + bytes; ) {
            if (memory.getLong(at + 8) >= arrivalMillis) return memory.getLong(at);
            at += SegmentFormat.RUN_HEADER_BYTES + memory.getInt(at + 20);
        }
        return -1;
    }

    /**
     * Hands over the body of a block of a segment of the journal that is at rest, for the clustering.
     *
     * @param cached the same segment through the page cache: neighbouring blocks come with it
     * @return false if the body is damaged
     */
    boolean body(Block block, JournalSegment segment, DiskFile cached, ReadBuffers.Use use) throws IOException {
        var chunk = cache.enter(block.cached());
        if (chunk != null) {
            try {
                use.of(chunk.memory(), (int) block.cached());
                return true;
            } finally {
                chunk.exit();
            }
        }
        // A page that was in the cache when the file was written past it may be old: then the disk decides.
        return checked(cached, block, use) || checked(segment.file(), block, use);
    }

    private boolean checked(DiskFile file, Block block, ReadBuffers.Use use) throws IOException {
        boolean[] good = {false};
        buffers.read(file, block.offset(), block.bytes(), (memory, at) -> {
            if (Pages.crc32c(memory, at, block.bytes()) != block.crc()) return;
            good[0] = true;
            use.of(memory, at);
        });
        return good[0];
    }

    private void skip(Shard shard, String file, long to, @Nullable Cursor cursor) {
        counters.corrupt();
        var event = LOG.atError()
                .addKeyValue("stream", shard.key().stream())
                .addKeyValue("shard", shard.key().shard())
                .addKeyValue("file", file);
        if (cursor != null) {
            event = event.addKeyValue("from", cursor.position).addKeyValue("to", to);
            cursor.position = Math.max(cursor.position, to);
        }
        event.log("damaged records skipped");
    }

    /** Counts and reports a block that could not be moved to a segment. */
    void lost(Shard shard, String file) {
        skip(shard, file, 0, null);
    }

    private static LogException failed(IOException e) {
        return new LogException(Reason.DISK_FAILED, "The log can't be read: " + e.getMessage(), e);
    }
}
