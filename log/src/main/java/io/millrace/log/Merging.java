package io.millrace.log;

import io.millrace.log.LocalLogSettings.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts small segments of a stream together, so that a stream with little traffic on a busy node does not gather a file,
 * or an object, for every clustering. {@link #FANOUT} neighbours of about one size become one of the next size, so that a
 * byte is written once more for each power of eight; a segment that is to move away takes its neighbours along. Records
 * further apart than {@link #SPAN_MILLIS} stay apart, because a segment is trimmed as a whole.
 *
 * <p>Used by the upkeep's thread alone. A segment with a damaged chunk is left as it is: merging would make the damage
 * unseen.
 */
final class Merging {
    static final int FANOUT = 8;
    static final long SPAN_MILLIS = 6 * 3_600_000L;
    static final long MOST_BYTES = 512L << 20;
    private static final long SMALL_BYTES = 1L << 20;
    private static final int LEVELS = 2;
    private static final int WRITE_BYTES = 1 << 20;

    private final Disk disk;
    private final Chunks chunks;
    private final Compression compression;
    private final Set<String> damaged = new HashSet<>();

    Merging(Disk disk, Chunks chunks, Compression compression) {
        this.disk = disk;
        this.chunks = chunks;
        this.compression = compression;
    }

    /** Neighbours that are worth merging now, oldest first; empty if there are none. */
    List<SegmentFile> due(SegmentFile[] files) {
        for (int level = 0; level < LEVELS; level++) {
            long most = SMALL_BYTES << (3 * (level + 1));
            var run = new ArrayList<SegmentFile>();
            for (var file : files) {
                if (!fits(run, file) || file.bytes() >= most) run.clear();
                if (file.bytes() < most && mayMerge(file)) run.add(file);
                if (run.size() == FANOUT) return run;
            }
        }
        return List.of();
    }

    /** A segment and those behind it that may go to one object with it. */
    List<SegmentFile> together(SegmentFile[] files, int first) {
        var run = new ArrayList<>(List.of(files[first]));
        if (!mayMerge(files[first])) return run;
        for (int i = first + 1; i < files.length && mayMerge(files[i]) && fits(run, files[i]); i++) run.add(files[i]);
        return run;
    }

    private boolean mayMerge(SegmentFile file) {
        return !file.name().far() && !damaged.contains(file.path());
    }

    private static boolean fits(List<SegmentFile> run, SegmentFile next) {
        if (run.isEmpty()) return true;
        long bytes = next.bytes();
        for (var file : run) bytes += file.bytes();
        return bytes <= MOST_BYTES && next.lastArrivalMillis() - run.getFirst().firstArrivalMillis() <= SPAN_MILLIS;
    }

    static SegmentFormat.Name name(List<SegmentFile> files) {
        return new SegmentFormat.Name(
                files.getFirst().name().firstRun(), files.getLast().name().lastRun(), false);
    }

    /**
     * Writes all records of some segments to a new file, durably but for its name.
     *
     * @return the path it has until it counts; empty if one of the segments is damaged
     */
    Optional<String> write(long stream, List<SegmentFile> files) throws IOException {
        var path = name(files).in(stream) + ".new";
        var open = new ArrayList<Chunks.Open>();
        boolean whole = false;
        try {
            for (var file : files) open.add(chunks.open(file));
            long lastRun = files.getLast().name().lastRun();
            try (var writer =
                    new SegmentWriter(disk.create(path), stream, lastRun, Pages.allocate(WRITE_BYTES), compression)) {
                whole = copy(files, open, writer);
                if (whole) writer.finish();
            }
            return whole ? Optional.of(path) : Optional.empty();
        } finally {
            for (var file : open) file.close();
            if (!whole) disk.delete(path);
        }
    }

    private boolean copy(List<SegmentFile> files, List<Chunks.Open> open, SegmentWriter writer) throws IOException {
        var shards = new TreeSet<Integer>();
        for (var file : files)
            for (int row = 0; row < file.parts(); row++)
                shards.add(file.part(row).shard());
        for (int shard : shards) {
            writer.shard(shard);
            for (int i = 0; i < files.size(); i++) {
                var part = files.get(i).find(shard);
                if (part == null || copy(part, open.get(i), writer)) continue;
                damaged.add(files.get(i).path());
                return false;
            }
        }
        return true;
    }

    private static boolean copy(SegmentFile.Part part, Chunks.Open from, SegmentWriter to) throws IOException {
        var index = from.index(part);
        if (index == null) return false;
        var failure = new IOException[1];
        for (int row = 0; row < index.rows(); row++) {
            boolean good = from.read(part, index, row, (memory, at, bytes) -> {
                try {
                    addRuns(memory, at, bytes, to);
                } catch (IOException e) {
                    failure[0] = e;
                }
            });
            if (failure[0] != null) throw failure[0];
            if (!good) return false;
        }
        return true;
    }

    static void addRuns(ByteBuffer memory, int from, int bytes, SegmentWriter to) throws IOException {
        for (int at = from; at < from + bytes; ) {
            int body = at + SegmentFormat.RUN_HEADER_BYTES;
            int length = memory.getInt(at + 20);
            to.add(memory.getLong(at), memory.getLong(at + 8), memory.getInt(at + 16), memory, body, length);
            at = body + length;
        }
    }
}
