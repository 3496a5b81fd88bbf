package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What changes of a {@link ExtendedS3DestinationConfiguration}: members that are not there stay. */
public record ExtendedS3DestinationUpdate(
        @RoleArn @Nullable String roleARN,
        @BucketArn @Nullable String bucketARN,
        @KeyPrefix @Nullable String prefix,
        @KeyPrefix @Nullable String errorOutputPrefix,
        @Nullable BufferingHints bufferingHints,
        @CompressionName @Nullable String compressionFormat,
        @Nullable EncryptionConfiguration encryptionConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Constraint.OneOf({"Disabled", "Enabled"}) @Nullable String s3BackupMode,
        @Nullable S3DestinationUpdate s3BackupUpdate,
        @Nullable DataFormatConversionConfiguration dataFormatConversionConfiguration,
        @Nullable DynamicPartitioningConfiguration dynamicPartitioningConfiguration,

        @Constraint.Pattern("^$|\\.[0-9a-z!\\-_.*'()]+") @Constraint.Length(max = 128) @Nullable
        String fileExtension,

        @Constraint.Pattern("^$|[a-zA-Z/_]+") @Constraint.Length(max = 50) @Nullable
        String customTimeZone) {}
