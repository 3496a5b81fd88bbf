package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What changes of a {@link RedshiftDestinationConfiguration}: members that are not there stay. */
public record RedshiftDestinationUpdate(
        @RoleArn @Nullable String roleARN,

        @Constraint.Pattern(
                "jdbc:(redshift|postgresql)://((?!-)[A-Za-z0-9-]{1,63}(?<!-)\\.)+(redshift(-serverless)?)\\.([a-zA-Z0-9\\.\\-]+):\\d{1,5}/[a-zA-Z0-9_$-]+")
        @Constraint.Length(min = 1, max = 512)
        @Nullable
        String clusterJDBCURL,

        @Nullable CopyCommand copyCommand,

        @Constraint.Pattern(".*") @Constraint.Length(min = 1, max = 512) @Nullable
        String username,

        @Constraint.Secret @Constraint.Pattern(".*") @Constraint.Length(min = 6, max = 512) @Nullable
        String password,

        @Nullable RetryOptions retryOptions,
        @Nullable S3DestinationUpdate s3Update,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Constraint.OneOf({"Disabled", "Enabled"}) @Nullable String s3BackupMode,
        @Nullable S3DestinationUpdate s3BackupUpdate,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable SecretsManagerConfiguration secretsManagerConfiguration) {
    /** Without what is secret. */
    @Override
    public String toString() {
        return "RedshiftDestinationUpdate[" + clusterJDBCURL + "]";
    }
}
