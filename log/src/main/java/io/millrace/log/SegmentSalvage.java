package io.millrace.log;

import io.millrace.log.LocalLogSettings.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chunks of a segment without its index. Each must begin where the one before it ended: looking for them anywhere
 * would also find what a client made to look like one.
 */
final class SegmentSalvage {
    private static final String KEPT = "damaged";
    private static final int WRITE_BYTES = 1 << 20;

    private final Disk disk;
    private final long stream;
    private final SegmentFormat.Name name;
    private final Consumer<String> lost;
    private final ReadBuffers buffers = new ReadBuffers();
    private final Unpacker unpacker = new Unpacker();
    private long records;
    private @Nullable Integer lastShard;

    /** @param lost hears what can't be read */
    SegmentSalvage(Disk disk, long stream, SegmentFormat.Name name, Consumer<String> lost) {
        this.disk = disk;
        this.stream = stream;
        this.name = name;
        this.lost = lost;
    }

    private interface Found {
        void chunk(int shard, ByteBuffer memory, int at, int bytes) throws IOException;
    }

    /** Records in the chunks that are sound. */
    long records() {
        return records;
    }

    /** Where the old file is after a rebuild. */
    String keptAs() {
        return KEPT + "/" + stream + "-" + name;
    }

    /** Only counts. */
    void look() throws IOException {
        walk((shard, memory, at, bytes) -> {});
    }

    /** Puts a segment of all sound chunks in the place of this one, and keeps a copy of it. @return its records */
    long rebuild() throws IOException {
        var path = name.in(stream);
        copy(path, keptAs());
        try (var writer = new SegmentWriter(
                disk.create(path + ".new"), stream, name.lastRun(), Pages.allocate(WRITE_BYTES), Compression.NONE)) {
            walk((shard, memory, at, bytes) -> {
                if (lastShard == null || lastShard != shard) writer.shard(shard);
                lastShard = shard;
                Merging.addRuns(memory, at, bytes, writer);
            });
            writer.finish();
        }
        disk.rename(path + ".new", path);
        disk.syncDirectory(SegmentFormat.directory(stream));
        return records;
    }

    private void copy(String from, String to) throws IOException {
        disk.makeDirectory(KEPT);
        var page = Pages.allocate(WRITE_BYTES);
        try (var source = disk.open(from, Disk.Access.CACHED);
                var target = disk.create(to)) {
            long size = source.size();
            for (long at = 0; at < size; at += page.capacity()) {
                int n = source.read(page.clear(), at);
                target.write(page.clear().limit(Pages.up(n)), at);
            }
            target.sync();
        }
        disk.syncDirectory(KEPT);
        disk.syncDirectory("");
    }

    private void walk(Found found) throws IOException {
        try (var file = disk.open(name.in(stream), Disk.Access.CACHED)) {
            var hints = hints(file);
            var header = ByteBuffer.allocate(SegmentFormat.CHUNK_HEADER_BYTES);
            long at = 0;
            while (at < hints.end) {
                int stored = storedBytes(file, at, header, hints.end);
                if (stored < 0) {
                    if (indexStarts(file, at, hints.end)) break;
                    var next = hints.offsets.higher(at);
                    long to = next == null ? hints.end : next;
                    lost.accept("bytes %,d to %,d are damaged, with whatever records they held".formatted(at, to));
                    at = to;
                    continue;
                }
                if (!chunk(file, at, header, stored, found)) {
                    lost.accept("stream %d, shard %d: the records of the chunk at byte %,d can't be read"
                            .formatted(stream, header.getInt(12), at));
                }
                at += header.capacity() + stored;
            }
        }
    }

    /** True if an index starts there: its first row describes the first chunk. */
    private static boolean indexStarts(DiskFile file, long at, long end) throws IOException {
        if (at + SegmentFormat.INDEX_ROW_BYTES > end) return false;
        var row = ByteBuffer.allocate(SegmentFormat.INDEX_ROW_BYTES);
        var chunk = ByteBuffer.allocate(SegmentFormat.CHUNK_HEADER_BYTES);
        file.read(row, at);
        file.read(chunk, 0);
        return row.getLong(16) == 0 && row.getInt(24) == chunk.getInt(4) && row.getInt(28) == chunk.getInt(8);
    }

    /** @return -1 if no chunk starts there */
    private static int storedBytes(DiskFile file, long at, ByteBuffer header, long end) throws IOException {
        if (at + header.capacity() > end) return -1;
        file.read(header.clear(), at);
        int stored = header.getInt(4) & ~SegmentFormat.COMPRESSED;
        boolean plausible = header.getInt(0) == SegmentFormat.CHUNK_MAGIC && at + header.capacity() + stored <= end;
        return plausible ? stored : -1;
    }

    /**
     * What the index still says, for what it is worth.
     *
     * @param offsets where chunks may start
     * @param end where the chunks end, as far as can be told
     */
    private record Hints(TreeSet<Long> offsets, long end) {}

    private static Hints hints(DiskFile file) throws IOException {
        long size = file.size();
        var offsets = new TreeSet<Long>();
        var trailer = ByteBuffer.allocate(SegmentFormat.TRAILER_BYTES);
        if (size < trailer.capacity()) return new Hints(offsets, size);
        file.read(trailer, size - trailer.capacity());
        long indexAt = trailer.getLong(24);
        long rows = Integer.toUnsignedLong(trailer.getInt(32));
        boolean plausible = trailer.getInt(0) == SegmentFormat.TRAILER_MAGIC
                && indexAt >= 0
                && indexAt + rows * SegmentFormat.INDEX_ROW_BYTES <= size;
        if (!plausible) return new Hints(offsets, size);
        var row = ByteBuffer.allocate(SegmentFormat.INDEX_ROW_BYTES);
        for (long i = 0; i < rows; i++) {
            file.read(row.clear(), indexAt + i * row.capacity());
            offsets.add(row.getLong(16));
        }
        return new Hints(offsets, indexAt);
    }

    private boolean chunk(DiskFile file, long at, ByteBuffer header, int stored, Found found) throws IOException {
        int shard = header.getInt(12);
        boolean[] good = {false};
        var failure = new IOException[1];
        Chunks.Runs use = (memory, from, bytes) -> {
            long count = SegmentCheck.records(memory, from, bytes);
            if (count < 0) return;
            good[0] = true;
            records += count;
            try {
                found.chunk(shard, memory, from, bytes);
            } catch (IOException e) {
                failure[0] = e;
            }
        };
        buffers.read(file, at + header.capacity(), stored, (memory, from) -> {
            if (Pages.crc32c(memory, from, stored) != header.getInt(8)) return;
            if ((header.getInt(4) & SegmentFormat.COMPRESSED) != 0) unpacker.unpack(memory, from, stored, use);
            else use.of(memory, from, stored);
        });
        if (failure[0] != null) throw failure[0];
        return good[0];
    }
}
