package io.millrace.streams.stream;

import io.millrace.streams.shard.Shard;
import io.millrace.wire.Constraint;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which shards of a stream a listing is about. */
public record ShardFilter(
        @Constraint.Required
        @Constraint.OneOf({
            "AFTER_SHARD_ID",
            "AT_TRIM_HORIZON",
            "FROM_TRIM_HORIZON",
            "AT_LATEST",
            "AT_TIMESTAMP",
            "FROM_TIMESTAMP"
        })
        @Nullable
        String type,

        @ShardIdText @Nullable String shardId,
        @Nullable Instant timestamp) {

    /** @throws io.millrace.wire.ApiException if the filter lacks what its type needs, or has what it must not */
    void check(Stream stream, Instant now) {
        boolean byShard = "AFTER_SHARD_ID".equals(type);
        boolean byTime = "AT_TIMESTAMP".equals(type) || "FROM_TIMESTAMP".equals(type);
        if (byShard != (shardId != null))
            throw StreamErrors.invalidArgument(
                    byShard
                            ? "ShardId must be provided in the ShardFilter when the Type is AFTER_SHARD_ID."
                            : "ShardId can only be provided in the ShardFilter when the Type is AFTER_SHARD_ID.");
        if (byTime != (timestamp != null))
            throw StreamErrors.invalidArgument(
                    byTime
                            ? "Timestamp must be provided in the ShardFilter when the Type is " + type + "."
                            : "Timestamp can not be provided in the ShardFilter when the Type is " + type + ".");
        if (timestamp != null && timestamp.isAfter(now))
            throw StreamErrors.invalidArgument("Timestamp in the ShardFilter can not be in the future.");
        if (timestamp != null && timestamp.isBefore(stream.createdAt()))
            throw StreamErrors.invalidArgument(
                    "Timestamp in the ShardFilter can not be before the creation of the stream.");
    }

    /** True for the shards that the filter keeps. */
    Predicate<Shard> keeps(Stream stream, Instant now) {
        Instant horizon = Instant.ofEpochMilli(stream.trimHorizonMillis(now));
        Instant time = timestamp == null ? now : timestamp;
        return switch (String.valueOf(type)) {
            case "AT_LATEST" -> Shard::open;
            case "AT_TRIM_HORIZON" -> shard -> openAt(shard, horizon, stream);
            case "FROM_TRIM_HORIZON" -> shard -> openAtOrAfter(shard, horizon);
            case "AT_TIMESTAMP" -> shard -> openAt(shard, time, stream);
            case "FROM_TIMESTAMP" -> shard -> openAtOrAfter(shard, time);
            // AFTER_SHARD_ID: the listing itself starts behind the shard.
            default -> shard -> true;
        };
    }

    /** The shards that covered the key space at a time; before the stream there was only the first generation. */
    private static boolean openAt(Shard shard, Instant time, Stream stream) {
        Instant at = time.isBefore(stream.createdAt()) ? stream.createdAt() : time;
        Instant opened = stream.shards().openedAt(shard);
        return (opened == null || !opened.isAfter(at)) && openAtOrAfter(shard, at);
    }

    private static boolean openAtOrAfter(Shard shard, Instant time) {
        Instant closed = shard.closedAt();
        return closed == null || closed.isAfter(time);
    }
}
