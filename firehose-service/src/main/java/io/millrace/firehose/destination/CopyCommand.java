package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** The COPY that loads a file into a table. */
public record CopyCommand(
        @Constraint.Required @Constraint.Pattern(".*") @Constraint.Length(min = 1, max = 512) @Nullable
        String dataTableName,

        @Constraint.Pattern(".*") @Constraint.Length(max = 10240) @Nullable
        String dataTableColumns,

        @Constraint.Pattern(".*") @Constraint.Length(max = 10240) @Nullable
        String copyOptions) {}
