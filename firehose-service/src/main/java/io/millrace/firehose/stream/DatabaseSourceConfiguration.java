package io.millrace.firehose.stream;

import io.millrace.firehose.destination.SecretsManagerConfiguration;
import io.millrace.firehose.destination.Word;
import io.millrace.wire.Constraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database whose changes are to be records. Taken and checked; no stream is made of it in this version. */
public record DatabaseSourceConfiguration(
        @Constraint.Required @Constraint.OneOf({"MySQL", "PostgreSQL"}) @Nullable
        String type,

        @Constraint.Required @Constraint.Pattern("^(?!\\s*$).+") @Constraint.Length(min = 1, max = 255) @Nullable
        String endpoint,

        @Constraint.Required @Constraint.Range(min = 0, max = 65535) @Nullable
        Integer port,

        @Constraint.Name("SSLMode") @Constraint.OneOf({"Disabled", "Enabled"}) @Nullable
        String sslMode,

        @Constraint.Required @Nullable Databases databases,
        @Constraint.Required @Nullable Tables tables,
        @Nullable Columns columns,
        @Nullable List<@Word String> surrogateKeys,

        @Constraint.Required @Constraint.Pattern("[\\u0001-\\uFFFF]*") @Constraint.Length(min = 1, max = 129) @Nullable
        String snapshotWatermarkTable,

        @Constraint.Required @Nullable Authentication databaseSourceAuthenticationConfiguration,
        @Constraint.Required @Nullable Vpc databaseSourceVPCConfiguration) {

    /** Which databases. */
    public record Databases(
            @Nullable
            List<@Constraint.Pattern("[\\u0001-\\uFFFF]*") @Constraint.Length(min = 1, max = 64) String> include,

            @Nullable
            List<@Constraint.Pattern("[\\u0001-\\uFFFF]*") @Constraint.Length(min = 1, max = 64) String> exclude) {}

    /** Which tables. */
    public record Tables(
            @Nullable
            List<@Constraint.Pattern("[\\u0001-\\uFFFF]*") @Constraint.Length(min = 1, max = 129) String> include,

            @Nullable
            List<@Constraint.Pattern("[\\u0001-\\uFFFF]*") @Constraint.Length(min = 1, max = 129) String> exclude) {}

    /** Which columns. */
    public record Columns(
            @Nullable
            List<@Constraint.Pattern("[\\u0001-\\uFFFF]*") @Constraint.Length(min = 1, max = 194) String> include,

            @Nullable
            List<@Constraint.Pattern("[\\u0001-\\uFFFF]*") @Constraint.Length(min = 1, max = 194) String> exclude) {}

    /** How the database lets Firehose in. */
    public record Authentication(
            @Constraint.Required @Nullable SecretsManagerConfiguration secretsManagerConfiguration) {}

    /** Through which service the database is reached. */
    public record Vpc(
            @Constraint.Required
            @Constraint.Pattern("([a-zA-Z0-9\\-\\_]+\\.){2,3}vpce\\.[a-zA-Z0-9\\-]*\\.vpce-svc\\-[a-zA-Z0-9\\-]{17}$")
            @Constraint.Length(min = 47, max = 255)
            @Nullable
            String vpcEndpointServiceName) {}
}
