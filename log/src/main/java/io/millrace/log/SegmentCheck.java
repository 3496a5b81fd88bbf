package io.millrace.log;

import io.millrace.log.SegmentFile.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Compares one segment with its checksums. */
final class SegmentCheck {
    private final Chunks chunks;
    private final long stream;
    private final Consumer<String> unreadable;
    private final Pace pace;

    /** Is told of every piece that was read, and may wait or end it all. */
    interface Pace {
        void read(int bytes) throws IOException;
    }

    SegmentCheck(Disk disk, long stream, Consumer<String> unreadable) {
        this(new Chunks(disk, null, new ReadBuffers()), stream, unreadable, bytes -> {});
    }

    SegmentCheck(Chunks chunks, long stream, Consumer<String> unreadable, Pace pace) {
        this.chunks = chunks;
        this.stream = stream;
        this.unreadable = unreadable;
        this.pace = pace;
    }

    boolean indexesAreSound(SegmentFile file) throws IOException {
        try (var open = chunks.open(file)) {
            for (int row = 0; row < file.parts(); row++) {
                var part = file.part(row);
                if (open.index(part) == null) return false;
                pace.read(part.indexRows() * SegmentFormat.INDEX_ROW_BYTES);
            }
            return true;
        }
    }

    /** Reads every chunk. @return how many records are sound */
    long chunks(SegmentFile file) throws IOException {
        long[] records = {0};
        try (var open = chunks.open(file)) {
            for (int i = 0; i < file.parts(); i++) {
                var part = file.part(i);
                var index = open.index(part);
                if (index == null) continue;
                for (int row = 0; row < index.rows(); row++) {
                    boolean[] whole = {false};
                    open.read(part, index, row, (memory, at, bytes) -> {
                        long found = records(memory, at, bytes);
                        whole[0] = found >= 0;
                        records[0] += Math.max(0, found);
                    });
                    pace.read(index.bytes(row));
                    if (!whole[0]) unreadable.accept(lost(part, index, row));
                }
            }
        }
        return records[0];
    }

    private String lost(Part part, SegmentIndexes.Index index, int row) {
        long next = row + 1 < index.rows() ? index.first(row + 1) : part.end();
        return LogCheck.lost(stream, part.shard(), index.first(row), next);
    }

    /** The records of a chunk's runs; -1 if they are not what their lengths say. */
    static long records(ByteBuffer memory, int from, int bytes) {
        long records = 0;
        int at = from;
        int end = from + bytes;
        while (at < end) {
            if (end - at < SegmentFormat.RUN_HEADER_BYTES) return -1;
            int count = memory.getInt(at + 16);
            int body = at + SegmentFormat.RUN_HEADER_BYTES;
            int length = memory.getInt(at + 20);
            if (length < 0 || length > end - body) return -1;
            int entry = body;
            for (int i = 0; i < count; i++) {
                if (body + length - entry < JournalFormat.ENTRY_BYTES) return -1;
                int data = memory.getInt(entry + 2);
                if (data < 0) return -1;
                entry += JournalFormat.ENTRY_BYTES + Short.toUnsignedInt(memory.getShort(entry)) + data;
            }
            if (entry != body + length) return -1;
            records += count;
            at = entry;
        }
        return records;
    }
}
