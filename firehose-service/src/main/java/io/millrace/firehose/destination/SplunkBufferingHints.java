package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** As {@link BufferingHints}, for Splunk. */
public record SplunkBufferingHints(
        @Constraint.Range(min = 0, max = 60) @Nullable Integer intervalInSeconds,
        @Constraint.Range(min = 1, max = 5) @Nullable Integer sizeInMBs)
        implements SizeAndInterval {}
