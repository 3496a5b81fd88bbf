package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What is told of a {@link RedshiftDestinationConfiguration}. */
public record RedshiftDestinationDescription(
        @RoleArn @Nullable String roleARN,

        @Constraint.Pattern(
                "jdbc:(redshift|postgresql)://((?!-)[A-Za-z0-9-]{1,63}(?<!-)\\.)+(redshift(-serverless)?)\\.([a-zA-Z0-9\\.\\-]+):\\d{1,5}/[a-zA-Z0-9_$-]+")
        @Constraint.Length(min = 1, max = 512)
        @Nullable
        String clusterJDBCURL,

        @Nullable CopyCommand copyCommand,

        @Constraint.Pattern(".*") @Constraint.Length(min = 1, max = 512) @Nullable
        String username,

        @Nullable RetryOptions retryOptions,
        @Nullable S3DestinationDescription s3DestinationDescription,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Constraint.OneOf({"Disabled", "Enabled"}) @Nullable String s3BackupMode,
        @Nullable S3DestinationDescription s3BackupDescription,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable SecretsManagerConfiguration secretsManagerConfiguration) {}
