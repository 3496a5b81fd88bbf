package io.millrace.streams.stream;

import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardId;
import io.millrace.streams.shard.ShardMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as it is now. Never changes: a new one replaces it in {@link Streams}.
 *
 * @param id its number, never given again
 * @param retentionHours how long records stay readable, 24 to 8,760
 * @param readableFrom nothing that arrived before can be read, whatever the retention
 * @param maxRecordBytes the largest data of a record, key included
 * @param shardLevelMetrics the metrics switched on for each shard, named as in the API
 * @param warmMibps how much an on-demand stream takes at any time, in MiB/s, or null
 * @param peak what was written to it at most, while it was in on-demand mode
 * @param limited true if the rates of its shards are enforced
 */
public record Stream(
        long id,
        String account,
        String name,
        String arn,
        Instant createdAt,
        StreamStatus status,
        StreamMode mode,
        int retentionHours,
        Instant readableFrom,
        int maxRecordBytes,
        List<String> shardLevelMetrics,
        @Nullable Integer warmMibps,
        Peak peak,
        boolean limited,
        ShardMap shards) {

    /**
     * The highest rates of writing seen within a time.
     *
     * @param bytes a second
     * @param records a second
     * @param since when that time began
     */
    public record Peak(long bytes, long records, Instant since) {}

    /**
     * The shard of an id.
     *
     * @throws io.millrace.wire.ApiException if the stream has none of that id
     */
    public Shard shard(String shardId) {
        int index = ShardId.parse(shardId).orElseThrow(() -> StreamErrors.shardNotFound(shardId, name, account));
        var shard = shards.byIndex(index);
        if (shard == null) throw StreamErrors.shardDoesNotExist(ShardId.of(index), name, account);
        return shard;
    }

    Stream with(ShardMap otherShards) {
        return new Stream(
                id,
                account,
                name,
                arn,
                createdAt,
                status,
                mode,
                retentionHours,
                readableFrom,
                maxRecordBytes,
                shardLevelMetrics,
                warmMibps,
                peak,
                limited,
                otherShards);
    }

    /** The time before which every record is trimmed, in milliseconds since 1970. */
    public long trimHorizonMillis(Instant now) {
        long retained = now.minus(Duration.ofHours(retentionHours)).toEpochMilli();
        return Math.max(retained, readableFrom.toEpochMilli());
    }
}
