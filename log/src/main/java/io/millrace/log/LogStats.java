package io.millrace.log;

/**
 * Figures of a log, all since its opening unless said otherwise.
 *
 * @param records committed records
 * @param bytes bytes written to the journal, headers and padding included
 * @param commits durability points, each a write and a sync
 * @param syncNanos time spent in writes and syncs of the journal, in nanoseconds
 * @param failedCommits commits that failed
 * @param corruptBlocks damaged places met while recovering or reading
 * @param journalBytes room taken by the journal now
 * @param segmentBytes room taken by clustered segments now, without what is in the object store
 * @param uploadedBytes bytes of segments copied to the object store
 * @param fetchedBytes bytes read from the object store
 * @param cacheBytes memory taken by the tail cache now
 * @param queuedBytes bytes waiting for their commit now
 */
public record LogStats(
        long records,
        long bytes,
        long commits,
        long syncNanos,
        long failedCommits,
        long corruptBlocks,
        long journalBytes,
        long segmentBytes,
        long uploadedBytes,
        long fetchedBytes,
        long cacheBytes,
        long queuedBytes) {}
