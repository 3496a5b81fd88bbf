package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Changes how long the records of a stream stay readable. */
final class RetentionPeriod {
    /** Hours (API reference of both operations). */
    static final int MIN_HOURS = 24;
    /** Hours: 365 days (API reference of both operations). */
    static final int MAX_HOURS = 8760;

    /** Which way a caller said the period goes. */
    enum Direction {
        LONGER,
        SHORTER
    }

    private final Streams streams;
    private final StreamStore store;
    private final InstantSource clock;

    RetentionPeriod(Streams streams, StreamStore store, InstantSource clock) {
        this.streams = streams;
        this.store = store;
        this.clock = clock;
    }

    void change(StreamAddress address, Caller caller, int hours, Direction direction) {
        store.exclusively(() -> {
            var stream = streams.active(address, caller);
            check(stream, hours, direction);
            // What either period hides now must stay hidden when a later one would reach further back.
            long hidden = stream.trimHorizonMillis(clock.instant());
            long cut = clock.instant().minus(Duration.ofHours(hours)).toEpochMilli();
            return store.update(stream.id(), row -> {
                row.retentionHours = hours;
                row.readableFrom = Instant.ofEpochMilli(Math.max(hidden, cut));
            });
        });
    }

    private static void check(Stream stream, int hours, Direction direction) {
        if (hours < MIN_HOURS)
            throw StreamErrors.invalidArgument("Minimum allowed retention period is " + MIN_HOURS
                    + " hours. Requested retention period (" + hours + " hours) is too short.");
        if (hours > MAX_HOURS)
            throw StreamErrors.invalidArgument("Maximum allowed retention period is " + MAX_HOURS
                    + " hours. Requested retention period (" + hours + " hours) is too long.");
        int now = stream.retentionHours();
        if (direction == Direction.LONGER && hours < now)
            throw StreamErrors.invalidArgument("Requested retention period (" + hours + " hours) for stream "
                    + stream.name() + " can not be shorter than existing retention period (" + now
                    + " hours). Use DecreaseRetentionPeriod API.");
        if (direction == Direction.SHORTER && hours > now)
            throw StreamErrors.invalidArgument("Requested retention period (" + hours + " hours) for stream "
                    + stream.name() + " can not be longer than existing retention period (" + now
                    + " hours). Use IncreaseRetentionPeriod API.");
    }
}
