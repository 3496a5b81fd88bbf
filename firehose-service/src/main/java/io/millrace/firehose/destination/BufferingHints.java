package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** How much is gathered, or for how long, before it is delivered: S3, Iceberg, Snowflake. */
public record BufferingHints(
        @Constraint.Range(min = 1, max = 128) @Nullable Integer sizeInMBs,
        @Constraint.Range(min = 0, max = 900) @Nullable Integer intervalInSeconds)
        implements SizeAndInterval {}
