package io.millrace.firehose.destination;

import org.jspecify.annotations.Nullable;

/** What changes of a {@link S3DestinationConfiguration}: members that are not there stay. */
public record S3DestinationUpdate(
        @RoleArn @Nullable String roleARN,
        @BucketArn @Nullable String bucketARN,
        @KeyPrefix @Nullable String prefix,
        @KeyPrefix @Nullable String errorOutputPrefix,
        @Nullable BufferingHints bufferingHints,
        @CompressionName @Nullable String compressionFormat,
        @Nullable EncryptionConfiguration encryptionConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions) {
    /** The same in the shape that has taken its place. */
    ExtendedS3DestinationUpdate extended() {
        return new ExtendedS3DestinationUpdate(
                roleARN,
                bucketARN,
                prefix,
                errorOutputPrefix,
                bufferingHints,
                compressionFormat,
                encryptionConfiguration,
                cloudWatchLoggingOptions,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
