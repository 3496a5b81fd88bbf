package io.millrace.gateway.tail;

import io.millrace.gateway.console.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a tail has read one shard, and when it looks again. */
final class ShardReader {
    private static final int MAX_LIMIT = 1_000;
    private static final int FIRST_LIMIT = 100;
    private static final long PAGE_BYTES = 1024 * 1024;

    final String shardId;
    private Map<String, @Nullable Object> point;

    @Nullable
    String iterator;

    long dueMillis;
    long behindMillis;
    int failures;
    private int limit = FIRST_LIMIT;

    /** @param point where to start, as members of GetShardIterator */
    ShardReader(String shardId, Map<String, @Nullable Object> point) {
        this.shardId = shardId;
        this.point = point;
    }

    static Map<String, @Nullable Object> after(String sequenceNumber) {
        return Json.object("ShardIteratorType", "AFTER_SEQUENCE_NUMBER", "StartingSequenceNumber", sequenceNumber);
    }

    Map<String, @Nullable Object> point() {
        return point;
    }

    /** That record was given: whatever happens, reading goes on after it. */
    void given(String sequenceNumber) {
        point = after(sequenceNumber);
        iterator = null;
    }

    int limit() {
        return limit;
    }

    /** The next page should have about a mebibyte, whatever the size of the records. */
    void learn(int records, long bytes) {
        if (records == 0) return;
        long mean = Math.max(1, bytes / records);
        limit = Math.clamp(PAGE_BYTES / mean, 1, MAX_LIMIT);
    }
}
