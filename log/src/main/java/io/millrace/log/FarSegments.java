package io.millrace.log;

import io.millrace.log.SegmentFile.Part;
import io.millrace.log.SegmentIndexes.Index;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentHashMap.KeySetView;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Segments whose bytes are in the object store. What is read comes in pieces of about {@link #PIECE_BYTES}, each of one
 * shard, and is kept in a {@link PieceCache} on the local disk; the next piece is fetched while one is read.
 *
 * <p>An object is named for the log, the stream and the segment, and never changes. It counts if the segment's index is
 * here; {@link #sweep} deletes those that don't, which a crash or a failure left behind.
 */
final class FarSegments {
    /** Few enough requests, and little enough that is fetched in vain. */
    static final int PIECE_BYTES = 4 << 20;

    /** Fetches at a time; each holds a piece in memory. */
    private static final int FETCHES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(FarSegments.class);

    private final ObjectStore objects;
    private final Disk disk;
    private final String prefix;
    private final PieceCache cache;
    private final ReadBuffers buffers;
    private final Executor ahead;
    private final Counters counters;
    private final Semaphore fetches = new Semaphore(FETCHES);
    private final KeySetView<PieceCache.Key, Boolean> expected = ConcurrentHashMap.newKeySet();

    /** @param logId keeps the objects of different logs apart */
    FarSegments(
            ObjectStore objects,
            Disk disk,
            long logId,
            PieceCache cache,
            ReadBuffers buffers,
            Executor ahead,
            Counters counters) {
        this.objects = objects;
        this.disk = disk;
        this.prefix = "%016x/".formatted(logId);
        this.cache = cache;
        this.buffers = buffers;
        this.ahead = ahead;
        this.counters = counters;
    }

    private String key(String path) {
        return prefix + path.replace(".far", ".seg");
    }

    /** Copies a local segment to the object store; returns when it is durable there. */
    void put(SegmentFile file) throws IOException {
        try (var open = disk.open(file.path(), Disk.Access.CACHED)) {
            objects.put(key(file.path()), file.bytes(), () -> stream(open, file.bytes()));
        }
        counters.uploadedBytes.add(file.bytes());
    }

    private static InputStream stream(DiskFile file, long bytes) {
        return new InputStream() {
            private long at;

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (length == 0) return 0;
                if (at >= bytes) return -1;
                int wanted = (int) Math.min(length, bytes - at);
                int n = file.read(ByteBuffer.wrap(target, offset, wanted), at);
                if (n < wanted) throw new IOException("the segment is shorter than it was");
                at += n;
                return n;
            }
        };
    }

    /** Deletes the object of a segment. */
    void delete(String path) throws IOException {
        objects.delete(key(path));
    }

    /** Deletes the objects of all segments whose index is not here any more. */
    void sweep() throws IOException {
        var known = new HashSet<String>();
        for (var stream : disk.list("streams")) {
            for (var name : disk.list("streams/" + stream)) {
                if (name.endsWith(".far")) known.add(key("streams/" + stream + "/" + name));
            }
        }
        int[] swept = {0};
        var failure = new IOException[1];
        objects.list(prefix, object -> {
            if (known.contains(object) || failure[0] != null) return;
            try {
                objects.delete(object);
                swept[0]++;
            } catch (IOException e) {
                failure[0] = e;
            }
        });
        if (swept[0] > 0) LOG.atInfo().addKeyValue("objects", swept[0]).log("objects deleted that nothing refers to");
        if (failure[0] != null) throw failure[0];
    }

    /** Hands over the stored bytes of a chunk, unchecked. */
    void read(SegmentFile file, Part part, Index index, int row, ReadBuffers.Use use) throws IOException {
        var piece = Piece.of(file, part, index, row);
        expect(file, part, index, piece.end);
        long at = index.offset(row) + SegmentFormat.CHUNK_HEADER_BYTES - piece.from;
        if (cache.read(piece.key, at, index.bytes(row), buffers, use)) return;
        fetches.acquireUninterruptibly();
        try {
            // Whoever fetched it meanwhile has put it there.
            if (cache.read(piece.key, at, index.bytes(row), buffers, use)) return;
            use.of(fetch(piece), (int) at);
        } finally {
            fetches.release();
        }
    }

    private ByteBuffer fetch(Piece piece) throws IOException {
        var memory = Pages.allocate(piece.bytes);
        objects.get(key(piece.key.path()), piece.from, memory.limit(piece.bytes));
        memory.clear();
        counters.fetchedBytes.add(piece.bytes);
        cache.put(piece.key, memory);
        return memory;
    }

    /** Begins to fetch the piece with a row of a shard's index, if there is one. */
    void expect(SegmentFile file, Part part, Index index, int row) {
        if (row >= index.rows()) return;
        var piece = Piece.of(file, part, index, row);
        if (cache.has(piece.key) || !expected.add(piece.key)) return;
        try {
            ahead.execute(() -> fetchAhead(piece));
        } catch (RejectedExecutionException e) {
            expected.remove(piece.key);
        }
    }

    private void fetchAhead(Piece piece) {
        try {
            // Nobody waits for it: those who do go first.
            if (!fetches.tryAcquire()) return;
            try {
                if (!cache.has(piece.key)) fetch(piece);
            } finally {
                fetches.release();
            }
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().addKeyValue("error", e.toString()).log("read-ahead failed");
        } finally {
            expected.remove(piece.key);
        }
    }

    /** Takes a piece that turned out to be damaged out of the cache. @return false if it was not there */
    boolean forget(SegmentFile file, Part part, Index index, int row) {
        return cache.forget(Piece.of(file, part, index, row).key);
    }

    /**
     * A stretch of whole chunks of one shard.
     *
     * @param from where it starts in the segment
     * @param end the first row behind it
     */
    private record Piece(PieceCache.Key key, long from, int bytes, int end) {
        static Piece of(SegmentFile file, Part part, Index index, int row) {
            long start = index.offset(0);
            long number = (index.offset(row) - start) / PIECE_BYTES;
            int first = row;
            while (first > 0 && (index.offset(first - 1) - start) / PIECE_BYTES == number) first--;
            int end = row + 1;
            while (end < index.rows() && (index.offset(end) - start) / PIECE_BYTES == number) end++;
            long from = index.offset(first);
            long to = index.offset(end - 1) + SegmentFormat.CHUNK_HEADER_BYTES + index.bytes(end - 1);
            return new Piece(
                    new PieceCache.Key(file.path(), part.shard(), number), from, Math.toIntExact(to - from), end);
        }
    }
}
