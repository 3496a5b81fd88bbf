package io.millrace.log;

import java.nio.file.Path;

/**
 * Settings of the local engine.
 *
 * @param directory where everything is stored; made if it is not there
 * @param journalSegmentBytes size of one file of the journal, whole pages of 4 KiB; no batch can be larger
 * @param clusterAfterSegments how many full files of the journal are moved to segments at once
 * @param tailCacheBytes most memory, off the heap, for the newest records
 * @param queueBytes most bytes that may wait for their commit
 * @param durability when an append is acknowledged
 */
public record LocalLogSettings(
        Path directory,
        long journalSegmentBytes,
        int clusterAfterSegments,
        long tailCacheBytes,
        long queueBytes,
        Durability durability) {
    private static final long LEAST_SEGMENT_BYTES = 64 << 10;

    /** When an append is acknowledged. */
    public enum Durability {
        /** After the disk said that it is stored: it outlives a power cut. */
        FSYNC,
        /** After it was handed to the operating system: it outlives the process, not a power cut. */
        OS
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

    /** The defaults: 64 MiB a file, clustered by four, 256 MiB of tail cache, 64 MiB of queue, synced. */
    public static LocalLogSettings in(Path directory) {
        return new LocalLogSettings(directory, 64L << 20, 4, 256L << 20, 64L << 20, Durability.FSYNC);
    }

    public LocalLogSettings withJournalSegmentBytes(long bytes) {
        return new LocalLogSettings(directory, bytes, clusterAfterSegments, tailCacheBytes, queueBytes, durability);
    }

    public LocalLogSettings withClusterAfterSegments(int segments) {
        return new LocalLogSettings(directory, journalSegmentBytes, segments, tailCacheBytes, queueBytes, durability);
    }

    public LocalLogSettings withTailCacheBytes(long bytes) {
        return new LocalLogSettings(
                directory, journalSegmentBytes, clusterAfterSegments, bytes, queueBytes, durability);
    }

    public LocalLogSettings withQueueBytes(long bytes) {
        return new LocalLogSettings(
                directory, journalSegmentBytes, clusterAfterSegments, tailCacheBytes, bytes, durability);
    }

    public LocalLogSettings withDurability(Durability when) {
        return new LocalLogSettings(
                directory, journalSegmentBytes, clusterAfterSegments, tailCacheBytes, queueBytes, when);
    }
}
