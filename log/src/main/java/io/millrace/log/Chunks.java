package io.millrace.log;

import io.millrace.log.SegmentFile.Part;
import io.millrace.log.SegmentIndexes.Index;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the chunks of segments, wherever their bytes are, checks and unpacks them. Any thread. */
final class Chunks {
    private final Disk disk;
    private final @Nullable FarSegments far;
    private final ReadBuffers buffers;
    private final SegmentIndexes indexes = new SegmentIndexes();
    private final Unpacker unpacker = new Unpacker();

    Chunks(Disk disk, @Nullable FarSegments far, ReadBuffers buffers) {
        this.disk = disk;
        this.far = far;
        this.buffers = buffers;
    }

    /** What is done with the runs of a chunk that are as they were written. */
    interface Runs {
        void of(ByteBuffer memory, int at, int bytes);
    }

    /** @throws java.nio.file.NoSuchFileException if it was removed, merged or moved meanwhile */
    Open open(SegmentFile file) throws IOException {
        return new Open(file, disk.open(file.path(), Disk.Access.CACHED));
    }

    /** Begins to fetch what a reader of a shard will want of a segment soon, if it is far away. */
    void expect(SegmentFile file, Part part) {
        if (far == null || !file.name().far()) return;
        try (var open = open(file)) {
            var index = open.index(part);
            if (index != null) far.expect(file, part, index, 0);
        } catch (IOException e) {
            // Whoever reads it will meet the same, or not.
        }
    }

    /** A segment that is being read. */
    final class Open implements Closeable {
        private final SegmentFile file;
        private final DiskFile disk;

        private Open(SegmentFile file, DiskFile disk) {
            this.file = file;
            this.disk = disk;
        }

        /** @return null if it is damaged */
        @Nullable
        Index index(Part part) throws IOException {
            return indexes.of(file, part, disk);
        }

        /** @return false if the chunk is damaged; nothing was shown then */
        boolean read(Part part, Index index, int row, Runs use) throws IOException {
            if (file.name().far()) return readFar(part, index, row, use);
            boolean[] good = {false};
            buffers.read(
                    disk,
                    index.offset(row) + SegmentFormat.CHUNK_HEADER_BYTES,
                    index.bytes(row),
                    (memory, at) -> good[0] = show(index, row, memory, at, use));
            return good[0];
        }

        private boolean readFar(Part part, Index index, int row, Runs use) throws IOException {
            if (far == null) throw new IOException(file.path() + " is in an object store, and none is configured");
            boolean[] good = {false};
            ReadBuffers.Use shown = (memory, at) -> good[0] = show(index, row, memory, at, use);
            far.read(file, part, index, row, shown);
            if (!good[0] && far.forget(file, part, index, row)) far.read(file, part, index, row, shown);
            return good[0];
        }

        private boolean show(Index index, int row, ByteBuffer memory, int at, Runs use) {
            int bytes = index.bytes(row);
            if (Pages.crc32c(memory, at, bytes) != index.crc(row)) return false;
            if (index.compressed(row)) return unpacker.unpack(memory, at, bytes, use);
            use.of(memory, at, bytes);
            return true;
        }

        @Override
        public void close() throws IOException {
            disk.close();
        }
    }
}
