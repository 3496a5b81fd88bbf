package io.millrace.streams.consume;

import io.millrace.streams.shard.Shard;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.wire.ApiError;
import io.millrace.wire.ApiException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Errors of iterators. */
final class ConsumeErrors {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ConsumeErrors() {}

    static ApiException invalidIterator() {
        return StreamErrors.invalidArgument("Invalid ShardIterator.");
    }

    static ApiException throttled(Stream stream, Shard shard) {
        return ApiException.of(ApiError.badRequest(
                "ProvisionedThroughputExceededException",
                "Rate exceeded for shard " + shard.id() + " in stream " + stream.name() + " under account "
                        + stream.account() + "."));
    }

    static ApiException expiredIterator(Instant created, Instant now) {
        return ApiException.of(ApiError.badRequest(
                "ExpiredIteratorException",
                "Iterator expired. The iterator was created at time " + TIME.format(created)
                        + " while right now it is " + TIME.format(now)
                        + " which is further in the future than the tolerated delay of "
                        + ShardIterator.LIFETIME.toMillis() + " milliseconds."));
    }
}
