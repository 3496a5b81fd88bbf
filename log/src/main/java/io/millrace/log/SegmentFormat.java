package io.millrace.log;

/**
 * The bytes of a clustered segment, {@code streams/<stream>/<run>.seg}; all numbers big-endian. Written once, never changed.
 *
 * <pre>
 * 0          chunk, chunk, ...   a shard's chunks lie together, in order
 *            index               a row a chunk, in the same order
 *            directory           a row a shard, by shard
 *            zeros to the next page but 64 bytes
 * end - 64   trailer
 *
 * chunk      0  u32 "MRSC"           4  u32 bytes of the runs       8  u32 CRC32C of the runs   12 u32 shard
 *            16 run, run, ...        about 64 KiB of them, or one larger
 * run        0  u64 first position   8  u64 arrival, ms since 1970  16 u32 records              20 u32 bytes of the body
 *            24 body                 as in the journal
 *
 * index row  0  u64 first position   8  u64 first arrival           16 u64 offset of the chunk
 *            24 u32 bytes of the runs                               28 u32 CRC32C of the runs
 * directory  0  u32 shard            4  u32 first index row         8  u32 index rows           12 u32 CRC32C of those
 * row        16 u64 first position   24 u64 position after the last 32 u64 first arrival        40 u64 last arrival
 * trailer    0  u32 "MRST"           4  u32 version                 8  u64 stream               16 u64 run
 *            24 u64 offset of the index                             32 u32 index rows           36 u32 directory rows
 *            40 u64 last arrival     48 u32 CRC32C of the directory and of the trailer's first 48 bytes
 * </pre>
 */
final class SegmentFormat {
    static final int VERSION = 1;
    static final int CHUNK_MAGIC = 0x4D525343;
    static final int TRAILER_MAGIC = 0x4D525354;
    static final int CHUNK_HEADER_BYTES = 16;
    static final int RUN_HEADER_BYTES = 24;
    static final int INDEX_ROW_BYTES = 32;
    static final int DIRECTORY_ROW_BYTES = 48;
    static final int TRAILER_BYTES = 64;
    static final int TRAILER_CRC = 48;

    /** A chunk is closed when it would grow beyond this. */
    static final int CHUNK_BYTES = 64 << 10;

    private SegmentFormat() {}

    static String directory(long stream) {
        return "streams/" + stream;
    }

    static String name(long stream, long run) {
        return directory(stream) + "/%010d.seg".formatted(run);
    }

    /** The run in a file's name, or -1 if it is not the name of a segment. */
    static long run(String fileName) {
        if (!fileName.endsWith(".seg")) return -1;
        try {
            return Long.parseLong(fileName.substring(0, fileName.length() - 4));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
