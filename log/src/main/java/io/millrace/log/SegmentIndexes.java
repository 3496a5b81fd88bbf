package io.millrace.log;

import io.millrace.log.SegmentFile.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The indexes of shards in segments that were read last, up to {@link #LIMIT_BYTES}; any thread. */
final class SegmentIndexes {
    private static final long LIMIT_BYTES = 16 << 20;

    private final LinkedHashMap<Key, Index> recent = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Key(String file, int shard) {}

    /** @return null if the index is damaged */
    @Nullable
    Index of(SegmentFile file, Part part, DiskFile open) throws IOException {
        var key = new Key(file.path(), part.shard());
        synchronized (this) {
            var known = recent.get(key);
            if (known != null) return known;
        }
        var rows = ByteBuffer.allocate(part.indexRows() * SegmentFormat.INDEX_ROW_BYTES);
        open.read(rows, file.indexAt() - file.tailAt() + (long) part.firstRow() * SegmentFormat.INDEX_ROW_BYTES);
        var crc = new CRC32C();
        crc.update(rows.clear());
        if ((int) crc.getValue() != part.indexCrc()) return null;
        var index = new Index(rows.clear());
        synchronized (this) {
            if (recent.put(key, index) == null) bytes += rows.capacity();
            var oldest = recent.values().iterator();
            while (bytes > LIMIT_BYTES && recent.size() > 1) {
                bytes -= oldest.next().rows.capacity();
                oldest.remove();
            }
        }
        return index;
    }

    /** The chunks of one shard in one segment. */
    static final class Index {
        private final ByteBuffer rows;

        private Index(ByteBuffer rows) {
            this.rows = rows;
        }

        int rows() {
            return rows.capacity() / SegmentFormat.INDEX_ROW_BYTES;
        }

        long first(int row) {
            return rows.getLong(row * SegmentFormat.INDEX_ROW_BYTES);
        }

        long arrivalMillis(int row) {
            return rows.getLong(row * SegmentFormat.INDEX_ROW_BYTES + 8);
        }

        long offset(int row) {
            return rows.getLong(row * SegmentFormat.INDEX_ROW_BYTES + 16);
        }

        /** Stored bytes of a chunk, without its header. */
        int bytes(int row) {
            return rows.getInt(row * SegmentFormat.INDEX_ROW_BYTES + 24) & ~SegmentFormat.COMPRESSED;
        }

        boolean compressed(int row) {
            return (rows.getInt(row * SegmentFormat.INDEX_ROW_BYTES + 24) & SegmentFormat.COMPRESSED) != 0;
        }

        int crc(int row) {
            return rows.getInt(row * SegmentFormat.INDEX_ROW_BYTES + 28);
        }

        /** The last chunk that starts at or before a position, or the first one. */
        int findPosition(long position) {
            int low = 0;
            int high = rows() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (first(middle) <= position) low = middle;
                else high = middle - 1;
            }
            return low;
        }

        /** The first chunk whose first record was committed at or after a time; {@link #rows} if there is none. */
        int findTime(long arrivalMillis) {
            int low = 0;
            int high = rows();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (arrivalMillis(middle) < arrivalMillis) low = middle + 1;
                else high = middle;
            }
            return low;
        }
    }
}
