package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** The catalog that knows the tables. */
public record CatalogConfiguration(
        @Constraint.Pattern("arn:.*:glue:.*:\\d{12}:catalog(?:(/[a-z0-9_-]+){1,2})?")
        @Constraint.Length(min = 1, max = 512)
        @Nullable
        String catalogARN,

        @Constraint.Pattern("s3:\\/\\/.*") @Constraint.Length(min = 1, max = 2048) @Nullable
        String warehouseLocation) {}
