package io.millrace.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in memory of a clustered segment: its name and its directory, some 50 bytes a shard. The index of a shard
 * is read when it is needed.
 *
 * @param path of the file
 * @param name what the file's name says
 * @param bytes of the segment, wherever they are
 * @param indexAt where the index starts in the segment
 * @param tailAt where in the segment the file starts: 0 unless the rest is in the object store
 * @param lastArrivalMillis of all its records
 * @param rows the directory, a row after the other
 */
record SegmentFile(
        String path,
        SegmentFormat.Name name,
        long bytes,
        long indexAt,
        long tailAt,
        long lastArrivalMillis,
        ByteBuffer rows) {
    /** What a segment has of one shard. */
    record Part(
            int shard,
            int firstRow,
            int indexRows,
            int indexCrc,
            long first,
            long end,
            long firstArrivalMillis,
            long lastArrivalMillis) {}

    /** @throws LogException with {@code CORRUPT} if the end of the file can't be trusted */
    static SegmentFile open(Disk disk, String path) throws IOException {
        var name = SegmentFormat.Name.of(path.substring(path.lastIndexOf('/') + 1));
        if (name == null) throw corrupt(path);
        try (var file = disk.open(path, Disk.Access.CACHED)) {
            long size = file.size();
            var trailer = ByteBuffer.allocate(SegmentFormat.TRAILER_BYTES);
            if (size < Pages.BYTES || file.read(trailer, size - SegmentFormat.TRAILER_BYTES) != trailer.capacity())
                throw corrupt(path);
            int version = trailer.getInt(4);
            if (trailer.getInt(0) != SegmentFormat.TRAILER_MAGIC || version < 1 || version > SegmentFormat.VERSION)
                throw corrupt(path);
            long indexAt = trailer.getLong(24);
            long indexBytes = Integer.toUnsignedLong(trailer.getInt(32)) * SegmentFormat.INDEX_ROW_BYTES;
            long rowBytes = Integer.toUnsignedLong(trailer.getInt(36)) * SegmentFormat.DIRECTORY_ROW_BYTES;
            if (indexAt < 0 || indexBytes > size || rowBytes > size - indexBytes) throw corrupt(path);
            long end = Pages.up(indexAt + indexBytes + rowBytes + SegmentFormat.TRAILER_BYTES);
            long tailAt = name.far() ? Pages.down(indexAt) : 0;
            if (end - tailAt != size) throw corrupt(path);
            var rows = ByteBuffer.allocate((int) rowBytes);
            file.read(rows, indexAt + indexBytes - tailAt);
            var crc = new CRC32C();
            crc.update(rows.clear());
            crc.update(trailer.slice(0, SegmentFormat.TRAILER_CRC));
            if ((int) crc.getValue() != trailer.getInt(SegmentFormat.TRAILER_CRC)) throw corrupt(path);
            return new SegmentFile(path, name, end, indexAt, tailAt, trailer.getLong(40), rows.clear());
        }
    }

    static LogException corrupt(String path) {
        return new LogException(LogException.Reason.CORRUPT, "segment " + path + " is damaged");
    }

    /** Bytes of the file here. */
    long localBytes() {
        return bytes - tailAt;
    }

    /** When its oldest record was committed, in milliseconds since 1970. */
    long firstArrivalMillis() {
        long first = Long.MAX_VALUE;
        for (int row = 0; row < parts(); row++)
            first = Math.min(first, rows.getLong(row * SegmentFormat.DIRECTORY_ROW_BYTES + 32));
        return first;
    }

    int parts() {
        return rows.capacity() / SegmentFormat.DIRECTORY_ROW_BYTES;
    }

    Part part(int row) {
        int at = row * SegmentFormat.DIRECTORY_ROW_BYTES;
        return new Part(
                rows.getInt(at),
                rows.getInt(at + 4),
                rows.getInt(at + 8),
                rows.getInt(at + 12),
                rows.getLong(at + 16),
                rows.getLong(at + 24),
                rows.getLong(at + 32),
                rows.getLong(at + 40));
    }

    /** What it has of a shard; null if nothing. */
    @Nullable
    Part find(int shard) {
        int low = 0;
        int high = parts() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = rows.getInt(middle * SegmentFormat.DIRECTORY_ROW_BYTES);
            if (found == shard) return part(middle);
            if (found < shard) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }
}
