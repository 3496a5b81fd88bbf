package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** As {@link BufferingHints}, for the OpenSearch services. */
public record OpenSearchBufferingHints(
        @Constraint.Range(min = 0, max = 900) @Nullable Integer intervalInSeconds,
        @Constraint.Range(min = 1, max = 100) @Nullable Integer sizeInMBs)
        implements SizeAndInterval {}
