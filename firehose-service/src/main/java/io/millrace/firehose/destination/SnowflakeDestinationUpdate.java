package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What changes of a {@link SnowflakeDestinationConfiguration}: members that are not there stay. */
public record SnowflakeDestinationUpdate(
        @Constraint.Pattern(".+?\\.snowflakecomputing\\.com") @Constraint.Length(min = 24, max = 2048) @Nullable
        String accountUrl,

        @Constraint.Secret
        @Constraint.Pattern("^(?:[A-Za-z0-9+\\/]{4})*(?:[A-Za-z0-9+\\/]{2}==|[A-Za-z0-9+\\/]{3}=)?$")
        @Constraint.Length(min = 256, max = 4096)
        @Nullable
        String privateKey,

        @Constraint.Secret @Constraint.Length(min = 7, max = 255) @Nullable
        String keyPassphrase,

        @Constraint.Length(min = 1, max = 255) @Nullable String user,
        @Constraint.Length(min = 1, max = 255) @Nullable String database,
        @Constraint.Length(min = 1, max = 255) @Nullable String schema,
        @Constraint.Length(min = 1, max = 255) @Nullable String table,
        SnowflakeDestinationConfiguration.@Nullable SnowflakeRoleConfiguration snowflakeRoleConfiguration,

        @Constraint.OneOf({"JSON_MAPPING", "VARIANT_CONTENT_MAPPING", "VARIANT_CONTENT_AND_METADATA_MAPPING"}) @Nullable
        String dataLoadingOption,

        @Constraint.Length(min = 1, max = 255) @Nullable String metaDataColumnName,
        @Constraint.Length(min = 1, max = 255) @Nullable String contentColumnName,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable ProcessingConfiguration processingConfiguration,
        @RoleArn @Nullable String roleARN,
        @Nullable RetryOptions retryOptions,

        @Constraint.OneOf({"FailedDataOnly", "AllData"}) @Nullable
        String s3BackupMode,

        @Nullable S3DestinationUpdate s3Update,
        @Nullable SecretsManagerConfiguration secretsManagerConfiguration,
        @Nullable BufferingHints bufferingHints) {
    /** Without what is secret. */
    @Override
    public String toString() {
        return "SnowflakeDestinationUpdate[" + accountUrl + "]";
    }
}
