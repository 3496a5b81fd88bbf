package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** As {@link BufferingHints}, for HTTP endpoints. */
public record HttpEndpointBufferingHints(
        @Constraint.Range(min = 1, max = 64) @Nullable Integer sizeInMBs,
        @Constraint.Range(min = 0, max = 900) @Nullable Integer intervalInSeconds)
        implements SizeAndInterval {}
