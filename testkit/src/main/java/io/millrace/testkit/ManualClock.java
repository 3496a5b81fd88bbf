package io.millrace.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A clock that runs with the system's, or stands still, and can be turned on by hand. Safe for any thread. */
public final class ManualClock implements InstantSource {
    private Duration ahead = Duration.ZERO;
    private @Nullable Instant stopped;

    @Override
    public synchronized Instant instant() {
        return (stopped == null ? Instant.now() : stopped).plus(ahead);
    }

    /** Lets a time pass at once. */
    public synchronized void advance(Duration time) {
        if (time.isNegative()) throw new IllegalArgumentException("time does not go back: " + time);
        ahead = ahead.plus(time);
    }

    /** From now on only {@link #advance} moves it. */
    public synchronized void stop() {
        if (stopped == null) stopped = Instant.now();
    }
}
