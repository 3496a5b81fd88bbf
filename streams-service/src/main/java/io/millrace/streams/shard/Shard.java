package io.millrace.streams.shard;

import io.millrace.log.ShardLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A shard of a stream, as it is now. */
public final class Shard {
    private final int index;
    private final byte[] id;
    private final HashKeyRange range;
    private final long createdSecond;
    private final @Nullable Integer parent;
    private final @Nullable Integer adjacentParent;
    private final @Nullable Instant closedAt;
    private final ShardLog log;

    /**
     * @param createdSecond when it was created, in seconds since 1970, above that of its parents
     * @param parent the shard that it was split from, or the first that was merged into it; null for a first shard
     * @param adjacentParent the second that was merged into it, or null
     * @param closedAt when a split or merge ended it, or null while it is open
     * @param log its records
     */
    public Shard(
            int index,
            HashKeyRange range,
            long createdSecond,
            @Nullable Integer parent,
            @Nullable Integer adjacentParent,
            @Nullable Instant closedAt,
            ShardLog log) {
        this.index = index;
        this.id = ShardId.of(index).getBytes(StandardCharsets.US_ASCII);
        this.range = range;
        this.createdSecond = createdSecond;
        this.parent = parent;
        this.adjacentParent = adjacentParent;
        this.closedAt = closedAt;
        this.log = log;
    }

    public int index() {
        return index;
    }

    public String id() {
        return new String(id, StandardCharsets.US_ASCII);
    }

    /** The id's bytes, not to be changed. */
    public byte[] idBytes() {
        return id;
    }

    public HashKeyRange range() {
        return range;
    }

    public long createdSecond() {
        return createdSecond;
    }

    public @Nullable Integer parent() {
        return parent;
    }

    public @Nullable Integer adjacentParent() {
        return adjacentParent;
    }

    /**
     * When it closed, or null while it is open. Never before its last record: what was on its way when the shards changed
     * may have arrived a moment later.
     */
    public @Nullable Instant closedAt() {
        if (closedAt == null) return null;
        long last = log.lastArrivalMillis();
        return last < closedAt.toEpochMilli() ? closedAt : Instant.ofEpochMilli(last + 1);
    }

    /** True if a reader at a position has read all that the shard ever had. */
    public boolean endsAt(long position) {
        return closedAt != null && log.sealed() && position >= log.end();
    }

    public boolean open() {
        return closedAt == null;
    }

    public ShardLog log() {
        return log;
    }

    /** The number below that of its first record. */
    public SequenceNumber startingSequenceNumber() {
        return new SequenceNumber(createdSecond, index, 0, createdSecond);
    }

    /** The number that ends a closed shard, above that of its last record; null while it is open. */
    public @Nullable SequenceNumber endingSequenceNumber() {
        Instant closed = closedAt();
        return closed == null
                ? null
                : new SequenceNumber(createdSecond, index, Long.MAX_VALUE, closed.getEpochSecond());
    }
}
