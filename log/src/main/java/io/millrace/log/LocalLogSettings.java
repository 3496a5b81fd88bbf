package io.millrace.log;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the local engine.
 *
 * @param directory where everything is stored; made if it is not there
 * @param journalSegmentBytes size of one file of the journal, whole pages of 4 KiB; no batch can be larger
 * @param clusterAfterSegments how many full files of the journal are moved to segments at once
 * @param tailCacheBytes most memory, off the heap, for the newest records
 * @param queueBytes most bytes that may wait for their commit
 * @param durability when an append is acknowledged
 * @param compression how segments are stored from now on; those there are can be read either way
 * @param tiering where old segments go, or null to keep all here
 */
public record LocalLogSettings(
        Path directory,
        long journalSegmentBytes,
        int clusterAfterSegments,
        long tailCacheBytes,
        long queueBytes,
        Durability durability,
        Compression compression,
        @Nullable Tiering tiering) {
    private static final long LEAST_SEGMENT_BYTES = 64 << 10;

    /** When an append is acknowledged. */
    public enum Durability {
        /** After the disk said that it is stored: it outlives a power cut. */
        FSYNC,
        /** After it was handed to the operating system: it outlives the process, not a power cut. */
        OS
    }

    /** How the chunks of segments are stored. */
    public enum Compression {
        NONE,
        ZSTD
    }

    /**
     * What becomes of old segments.
     *
     * @param objects where they go; closed with the log
     * @param after how old all records of a segment must be
     * @param cacheBytes most bytes of fetched pieces kept on the local disk
     */
    public record Tiering(ObjectStore objects, Duration after, long cacheBytes) {
        public Tiering {
            if (after.isNegative()) throw new IllegalArgumentException("after is negative: " + after);
            if (cacheBytes < 0) throw new IllegalArgumentException("cacheBytes is negative: " + cacheBytes);
        }
    }

    public LocalLogSettings {
        if (journalSegmentBytes < LEAST_SEGMENT_BYTES
                || journalSegmentBytes > 1 << 30
                || journalSegmentBytes % Pages.BYTES != 0) {
            throw new IllegalArgumentException(
                    "journalSegmentBytes must be 64 KiB to 1 GiB and whole 4 KiB pages: " + journalSegmentBytes);
        }
        if (clusterAfterSegments < 1) {
            throw new IllegalArgumentException("clusterAfterSegments must be at least 1: " + clusterAfterSegments);
        }
        if (tailCacheBytes < 0) throw new IllegalArgumentException("tailCacheBytes is negative: " + tailCacheBytes);
        if (queueBytes < 1) throw new IllegalArgumentException("queueBytes must be at least 1: " + queueBytes);
    }

    /** The defaults: 64 MiB a file, clustered by two, 256 MiB of tail cache, 64 MiB of queue, synced, all kept here as it is. */
    public static LocalLogSettings in(Path directory) {
        return new LocalLogSettings(
                directory, 64L << 20, 2, 256L << 20, 64L << 20, Durability.FSYNC, Compression.NONE, null);
    }

    public LocalLogSettings withJournalSegmentBytes(long bytes) {
        return new LocalLogSettings(
                directory, bytes, clusterAfterSegments, tailCacheBytes, queueBytes, durability, compression, tiering);
    }

    public LocalLogSettings withClusterAfterSegments(int segments) {
        return new LocalLogSettings(
                directory, journalSegmentBytes, segments, tailCacheBytes, queueBytes, durability, compression, tiering);
    }

    public LocalLogSettings withTailCacheBytes(long bytes) {
        return new LocalLogSettings(
                directory,
                journalSegmentBytes,
                clusterAfterSegments,
                bytes,
                queueBytes,
                durability,
                compression,
                tiering);
    }

    public LocalLogSettings withQueueBytes(long bytes) {
        return new LocalLogSettings(
                directory,
                journalSegmentBytes,
                clusterAfterSegments,
                tailCacheBytes,
                bytes,
                durability,
                compression,
                tiering);
    }

    public LocalLogSettings withDurability(Durability when) {
        return new LocalLogSettings(
                directory,
                journalSegmentBytes,
                clusterAfterSegments,
                tailCacheBytes,
                queueBytes,
                when,
                compression,
                tiering);
    }

    public LocalLogSettings withCompression(Compression how) {
        return new LocalLogSettings(
                directory,
                journalSegmentBytes,
                clusterAfterSegments,
                tailCacheBytes,
                queueBytes,
                durability,
                how,
                tiering);
    }

    public LocalLogSettings withTiering(@Nullable Tiering where) {
        return new LocalLogSettings(
                directory,
                journalSegmentBytes,
                clusterAfterSegments,
                tailCacheBytes,
                queueBytes,
                durability,
                compression,
                where);
    }
}
