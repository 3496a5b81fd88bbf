package io.millrace.streams.consume;

import io.millrace.streams.shard.SequenceNumber;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardId;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a caller wants to begin in a shard, in the API's terms.
 *
 * @param operation who asks, for the words of errors
 * @param type one of the five types of iterators
 * @param number given with the two types that speak of a sequence number, and with no other
 * @param time given with AT_TIMESTAMP, and with no other
 */
public record StartingPoint(
        String operation,
        String type,
        @Nullable String number,
        @Nullable Instant time) {

    /** True if {@link #find} may wait for the disk. */
    public boolean mayWait() {
        return type.equals("AT_TIMESTAMP");
    }

    /**
     * The position in the log to read from.
     *
     * @throws io.millrace.wire.ApiException if what is given does not fit the type or the shard
     */
    public long find(Stream stream, Shard shard, Instant now) {
        check();
        if (time != null) return atTime(time, shard, now);
        if (number != null) return atNumber(number, stream, shard);
        return type.equals("LATEST") ? shard.log().end() : shard.log().start();
    }

    private void check() {
        boolean byNumber = type.endsWith("_SEQUENCE_NUMBER");
        if (byNumber != (number != null))
            throw StreamErrors.invalidArgument(
                    "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or "
                            + "(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified " + type
                            + " and " + (number == null ? "no" : "also a") + " StartingSequenceNumber.");
        boolean byTime = type.equals("AT_TIMESTAMP");
        if (byTime != (time != null))
            throw StreamErrors.invalidArgument(
                    byTime
                            ? "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter."
                            : "Timestamp can only be specified for iterator of type AT_TIMESTAMP. Request specified "
                                    + type + ".");
    }

    private static long atTime(Instant time, Shard shard, Instant now) {
        if (time.isAfter(now))
            throw StreamErrors.invalidArgument("The timestampInMillis parameter cannot be greater than the"
                    + " currentTimestampInMillis. timestampInMillis: " + time.toEpochMilli()
                    + ", currentTimestampInMillis: " + now.toEpochMilli());
        return shard.log().firstAtOrAfter(time.toEpochMilli());
    }

    private long atNumber(String text, Stream stream, Shard shard) {
        var where = " used in " + operation + " on shard " + shard.id() + " in stream " + stream.name()
                + " under account " + stream.account() + " is invalid";
        var parsed = SequenceNumber.parse(text)
                .orElseThrow(() -> StreamErrors.invalidArgument("StartingSequenceNumber " + text + where + "."));
        if (parsed.shard() != shard.index())
            throw StreamErrors.invalidArgument("Invalid StartingSequenceNumber. It encodes "
                    + ShardId.of(parsed.shard()) + ", while it was used in a call to a shard with " + shard.id());
        if (parsed.shardCreated() != shard.createdSecond())
            throw StreamErrors.invalidArgument(
                    "StartingSequenceNumber " + text + where + " because it did not come from this stream.");
        // Between two records, at and after are the same place.
        if (type.startsWith("AFTER") || parsed.betweenRecords()) return parsed.index();
        return Math.max(0, parsed.index() - 1);
    }
}
