package io.millrace.streams.stream;

import io.millrace.wire.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How often something may be done within the last 24 hours. */
record DailyLimit(int times, Supplier<ApiException> error) {
    private static final Duration DAY = Duration.ofHours(24);

    /** Notes one more time, and forgets those of earlier days. @throws ApiException if that is too often */
    Instant[] add(Instant[] before, Instant now) {
        var recent = Arrays.stream(before)
                .filter(time -> time.plus(DAY).isAfter(now))
                .toList();
        if (recent.size() >= times) throw error.get();
        return Stream.concat(recent.stream(), Stream.of(now)).toArray(Instant[]::new);
    }
}
