package io.millrace.log;

import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a clustered segment, {@code streams/<stream>/<run>.seg}; all numbers big-endian. Written once, never changed.
 * One that several were merged into is named for the first and the last of them, {@code <run>-<run>.seg}. Of one whose
 * bytes are in the object store the pages from the index on stay here, as {@code <run>.far}.
 *
 * <pre>
 * 0          chunk, chunk, ...   a shard's chunks lie together, in order
 *            index               a row a chunk, in the same order
 *            directory           a row a shard, by shard
 *            zeros to the next page but 64 bytes
 * end - 64   trailer
 *
 * chunk      0  u32 "MRSC"           4  u32 stored bytes            8  u32 CRC32C of those      12 u32 shard
 *            16 run, run, ...        about 64 KiB of them, or one larger; a zstd frame of them if the highest bit of the
 *                                    stored bytes' number is set
 * run        0  u64 first position   8  u64 arrival, ms since 1970  16 u32 records              20 u32 bytes of the body
 *            24 body                 as in the journal
 *
 * index row  0  u64 first position   8  u64 first arrival           16 u64 offset of the chunk
 *            24 u32 stored bytes, with the same bit                 28 u32 CRC32C of those
 * directory  0  u32 shard            4  u32 first index row         8  u32 index rows           12 u32 CRC32C of those
 * row        16 u64 first position   24 u64 position after the last 32 u64 first arrival        40 u64 last arrival
 * trailer    0  u32 "MRST"           4  u32 version                 8  u64 stream               16 u64 run
 *            24 u64 offset of the index                             32 u32 index rows           36 u32 directory rows
 *            40 u64 last arrival     48 u32 CRC32C of the directory and of the trailer's first 48 bytes
 * </pre>
 */
final class SegmentFormat {
    /** 1 had no compressed chunks, and is read as well. */
    static final int VERSION = 2;

    static final int CHUNK_MAGIC = 0x4D525343;
    static final int TRAILER_MAGIC = 0x4D525354;
    static final int CHUNK_HEADER_BYTES = 16;
    static final int RUN_HEADER_BYTES = 24;
    static final int INDEX_ROW_BYTES = 32;
    static final int DIRECTORY_ROW_BYTES = 48;
    static final int TRAILER_BYTES = 64;
    static final int TRAILER_CRC = 48;

    /** In the number of a chunk's stored bytes: they are compressed. */
    static final int COMPRESSED = 1 << 31;

    /** A chunk is closed when it would grow beyond this. */
    static final int CHUNK_BYTES = 64 << 10;

    private SegmentFormat() {}

    static String directory(long stream) {
        return "streams/" + stream;
    }

    static String name(long stream, long run) {
        return new Name(run, run, false).in(stream);
    }

    /**
     * What the name of a segment's file says.
     *
     * @param firstRun the first clustering whose records are in it
     * @param lastRun the last one
     * @param far whether only its index is in the file
     */
    record Name(long firstRun, long lastRun, boolean far) {
        private static final Pattern PATTERN = Pattern.compile("(\\d{10})(?:-(\\d{10}))?\\.(seg|far)");

        /** @return null if it is not the name of a segment */
        static @Nullable Name of(String fileName) {
            var parts = PATTERN.matcher(fileName);
            if (!parts.matches()) return null;
            long first = Long.parseLong(parts.group(1));
            long last = parts.group(2) == null ? first : Long.parseLong(parts.group(2));
            return last < first ? null : new Name(first, last, parts.group(3).equals("far"));
        }

        /** Oldest first; what was merged or moved behind what it was merged or moved to. */
        static final Comparator<Name> ORDER = Comparator.comparingLong(Name::firstRun)
                .thenComparing(Comparator.comparingLong(Name::lastRun).reversed())
                .thenComparing(Name::far, Comparator.reverseOrder());

        /** True if another one was merged or moved to this one. */
        boolean replaces(Name other) {
            if (firstRun == other.firstRun && lastRun == other.lastRun) return far && !other.far;
            return firstRun <= other.firstRun && other.lastRun <= lastRun;
        }

        Name asFar() {
            return new Name(firstRun, lastRun, true);
        }

        String in(long stream) {
            return directory(stream) + "/" + this;
        }

        @Override
        public String toString() {
            var runs = firstRun == lastRun ? "%010d".formatted(firstRun) : "%010d-%010d".formatted(firstRun, lastRun);
            return runs + (far ? ".far" : ".seg");
        }
    }
}
