package io.millrace.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that runs with the system's and can be turned on by hand. Safe for any thread. */
public final class ManualClock implements InstantSource {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    /** Lets a time pass at once. */
    public void advance(Duration time) {
        if (time.isNegative()) throw new IllegalArgumentException("time does not go back: " + time);
        ahead.accumulateAndGet(time, Duration::plus);
    }
}
