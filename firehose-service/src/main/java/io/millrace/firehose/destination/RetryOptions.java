package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** How long a delivery is tried again. */
public record RetryOptions(
        @Constraint.Range(min = 0, max = 7200) @Nullable Integer durationInSeconds) {}
