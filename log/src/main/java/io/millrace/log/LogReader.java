package io.millrace.log;

import io.millrace.log.BlockIndex.Block;
import io.millrace.log.Entries.Cursor;
import io.millrace.log.LogException.Reason;
import io.millrace.log.SegmentFile.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows records from where they lie: the tail cache, the journal, the segments. Any thread; holds no lock while it reads
 * or a visitor runs. What does not match its checksum is counted, reported and skipped.
 */
final class LogReader {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

    private final Disk disk;
    private final TailCache cache;
    private final Journal journal;
    private final SegmentStore segments;
    private final Counters counters;
    private final ReadBuffers buffers = new ReadBuffers();
    private final SegmentIndexes indexes = new SegmentIndexes();
    private volatile boolean closed;

    LogReader(Disk disk, TailCache cache, Journal journal, SegmentStore segments, Counters counters) {
        this.disk = disk;
        this.cache = cache;
        this.journal = journal;
        this.segments = segments;
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
        for (var file : segments.of(shard.key().stream())) {
            var part = file.find(shard.key().shard());
            if (part == null || part.end() <= cursor.position) continue;
            try (var open = disk.open(file.name(), Disk.Access.CACHED)) {
                showPart(shard, file, part, open, cursor);
            } catch (NoSuchFileException e) {
                // Trimmed or deleted meanwhile: the shard starts behind it now.
                if (shard.start() < part.end()) skip(shard, file.name(), part.end(), cursor);
            } catch (IOException e) {
                throw failed(e);
            }
            if (cursor.declined) return;
        }
        cursor.position = Math.max(cursor.position, until);
    }

    private void showPart(Shard shard, SegmentFile file, Part part, DiskFile open, Cursor cursor) throws IOException {
        var index = indexes.of(file, part, open);
        if (index == null) {
            skip(shard, file.name(), part.end(), cursor);
            return;
        }
        for (int row = index.findPosition(cursor.position); row < index.rows() && !cursor.declined; row++) {
            long next = row + 1 < index.rows() ? index.first(row + 1) : part.end();
            boolean good = readChunk(index, row, open, (memory, at, bytes) -> showRuns(memory, at, bytes, cursor));
            if (!good) skip(shard, file.name(), next, cursor);
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

    /** The runs of a chunk that are as they were written. */
    private interface Runs {
        void of(ByteBuffer memory, int at, int bytes);
    }

    private boolean readChunk(SegmentIndexes.Index index, int row, DiskFile open, Runs use) throws IOException {
        int bytes = index.bytes(row);
        boolean[] good = {false};
        buffers.read(open, index.offset(row) + SegmentFormat.CHUNK_HEADER_BYTES, bytes, (memory, at) -> {
            if (Pages.crc32c(memory, at, bytes) != index.crc(row)) return;
            good[0] = true;
            use.of(memory, at, bytes);
        });
        return good[0];
    }

    /** The first position in the segments that was committed at or after a time, or -1. */
    long firstInSegments(Shard shard, long arrivalMillis) {
        for (var file : segments.of(shard.key().stream())) {
            if (file.lastArrivalMillis() < arrivalMillis) continue;
            var part = file.find(shard.key().shard());
            if (part == null || part.lastArrivalMillis() < arrivalMillis) continue;
            if (part.firstArrivalMillis() >= arrivalMillis) return part.first();
            try (var open = disk.open(file.name(), Disk.Access.CACHED)) {
                var index = indexes.of(file, part, open);
                if (index == null) continue;
                int row = index.findTime(arrivalMillis);
                long[] found = {row < index.rows() ? index.first(row) : -1};
                if (row > 0)
                    readChunk(index, row - 1, open, (memory, at, bytes) -> {
                        long run = firstRun(memory, at, bytes, arrivalMillis);
                        if (run >= 0) found[0] = run;
                    });
                if (found[0] >= 0) return found[0];
            } catch (NoSuchFileException e) {
                // Trimmed or deleted meanwhile: the next segment may have it.
            } catch (IOException e) {
                throw failed(e);
            }
        }
        return -1;
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
