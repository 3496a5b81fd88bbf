package io.millrace.firehose.destination;

import org.jspecify.annotations.Nullable;

/** What is told of a {@link S3DestinationConfiguration}, and of every extended one beside its own. */
public record S3DestinationDescription(
        @RoleArn @Nullable String roleARN,
        @BucketArn @Nullable String bucketARN,
        @KeyPrefix @Nullable String prefix,
        @KeyPrefix @Nullable String errorOutputPrefix,
        @Nullable BufferingHints bufferingHints,
        @CompressionName @Nullable String compressionFormat,
        @Nullable EncryptionConfiguration encryptionConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions) {}
