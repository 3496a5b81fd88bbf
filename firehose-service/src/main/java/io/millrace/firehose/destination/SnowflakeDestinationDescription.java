package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What is told of a {@link SnowflakeDestinationConfiguration}. */
public record SnowflakeDestinationDescription(
        @Constraint.Pattern(".+?\\.snowflakecomputing\\.com") @Constraint.Length(min = 24, max = 2048) @Nullable
        String accountUrl,

        @Constraint.Length(min = 1, max = 255) @Nullable String user,
        @Constraint.Length(min = 1, max = 255) @Nullable String database,
        @Constraint.Length(min = 1, max = 255) @Nullable String schema,
        @Constraint.Length(min = 1, max = 255) @Nullable String table,
        SnowflakeDestinationConfiguration.@Nullable SnowflakeRoleConfiguration snowflakeRoleConfiguration,

        @Constraint.OneOf({"JSON_MAPPING", "VARIANT_CONTENT_MAPPING", "VARIANT_CONTENT_AND_METADATA_MAPPING"}) @Nullable
        String dataLoadingOption,

        @Constraint.Length(min = 1, max = 255) @Nullable String metaDataColumnName,
        @Constraint.Length(min = 1, max = 255) @Nullable String contentColumnName,
        SnowflakeDestinationConfiguration.@Nullable SnowflakeVpcConfiguration snowflakeVpcConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable ProcessingConfiguration processingConfiguration,
        @RoleArn @Nullable String roleARN,
        @Nullable RetryOptions retryOptions,

        @Constraint.OneOf({"FailedDataOnly", "AllData"}) @Nullable
        String s3BackupMode,

        @Nullable S3DestinationDescription s3DestinationDescription,
        @Nullable SecretsManagerConfiguration secretsManagerConfiguration,
        @Nullable BufferingHints bufferingHints) {}
