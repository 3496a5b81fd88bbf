package io.millrace.firehose.stream;

import io.millrace.firehose.destination.Word;
import io.millrace.wire.Constraint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would be told of a database as source. */
public record DatabaseSourceDescription(
        @Constraint.OneOf({"MySQL", "PostgreSQL"}) @Nullable String type,

        @Constraint.Pattern("^(?!\\s*$).+") @Constraint.Length(min = 1, max = 255) @Nullable
        String endpoint,

        @Constraint.Range(min = 0, max = 65535) @Nullable Integer port,

        @Constraint.Name("SSLMode") @Constraint.OneOf({"Disabled", "Enabled"}) @Nullable
        String sslMode,

        DatabaseSourceConfiguration.@Nullable Databases databases,
        DatabaseSourceConfiguration.@Nullable Tables tables,
        DatabaseSourceConfiguration.@Nullable Columns columns,

        @Nullable
        List<@Constraint.Pattern("[\\u0001-\\uFFFF]*") @Constraint.Length(min = 1, max = 194) String> surrogateKeys,

        @Constraint.Pattern("[\\u0001-\\uFFFF]*") @Constraint.Length(min = 1, max = 129) @Nullable
        String snapshotWatermarkTable,

        @Nullable List<Snapshot> snapshotInfo,
        DatabaseSourceConfiguration.@Nullable Authentication databaseSourceAuthenticationConfiguration,
        DatabaseSourceConfiguration.@Nullable Vpc databaseSourceVPCConfiguration) {

    /** A snapshot of a table. */
    public record Snapshot(
            @Constraint.Required @Word @Nullable String id,

            @Constraint.Required
            @Constraint.Pattern("[\\u0001-\\uFFFF]*")
            @Constraint.Length(min = 1, max = 129)
            @Nullable
            String table,

            @Constraint.Required @Nullable Instant requestTimestamp,

            @Constraint.Required @Constraint.OneOf({"USER", "FIREHOSE"}) @Nullable
            String requestedBy,

            @Constraint.Required @Constraint.OneOf({"IN_PROGRESS", "COMPLETE", "SUSPENDED"}) @Nullable
            String status,

            @Nullable FailureDescription failureDescription) {}
}
