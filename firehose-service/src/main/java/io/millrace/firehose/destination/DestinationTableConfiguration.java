package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table that records may go to. */
public record DestinationTableConfiguration(
        @Constraint.Required @Constraint.Pattern("[a-zA-Z0-9\\.\\_]+") @Constraint.Length(min = 1, max = 255) @Nullable
        String destinationTableName,

        @Constraint.Required @Constraint.Pattern("[a-zA-Z0-9\\.\\_]+") @Constraint.Length(min = 1, max = 255) @Nullable
        String destinationDatabaseName,

        @Nullable List<@Word String> uniqueKeys,
        @Nullable PartitionSpec partitionSpec,
        @KeyPrefix @Nullable String s3ErrorOutputPrefix) {

    public record PartitionSpec(@Nullable List<PartitionField> identity) {}

    public record PartitionField(
            @Constraint.Required @Word @Nullable String sourceName) {}
}
