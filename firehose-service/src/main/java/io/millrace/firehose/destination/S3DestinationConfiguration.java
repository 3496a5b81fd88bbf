package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** A bucket of S3: a destination of the old kind, and where other destinations leave what they can't take. */
public record S3DestinationConfiguration(
        @Constraint.Required @RoleArn @Nullable String roleARN,
        @Constraint.Required @BucketArn @Nullable String bucketARN,
        @KeyPrefix @Nullable String prefix,
        @KeyPrefix @Nullable String errorOutputPrefix,
        @Nullable BufferingHints bufferingHints,
        @CompressionName @Nullable String compressionFormat,
        @Nullable EncryptionConfiguration encryptionConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions) {
    private static final S3DestinationConfiguration EMPTY =
            new S3DestinationConfiguration(null, null, null, null, null, null, null, null);

    /** What an update makes of it; null if there is neither. */
    static @Nullable S3DestinationConfiguration updated(
            @Nullable S3DestinationConfiguration stored, @Nullable S3DestinationUpdate update) {
        if (update == null) return stored;
        var base = stored == null ? EMPTY : stored;
        return new S3DestinationConfiguration(
                Given.or(update.roleARN(), base.roleARN),
                Given.or(update.bucketARN(), base.bucketARN),
                Given.or(update.prefix(), base.prefix),
                Given.or(update.errorOutputPrefix(), base.errorOutputPrefix),
                Given.or(update.bufferingHints(), base.bufferingHints),
                Given.or(update.compressionFormat(), base.compressionFormat),
                Given.or(update.encryptionConfiguration(), base.encryptionConfiguration),
                Given.or(update.cloudWatchLoggingOptions(), base.cloudWatchLoggingOptions));
    }

    static @Nullable S3DestinationConfiguration withDefaults(@Nullable S3DestinationConfiguration given) {
        if (given == null) return null;
        return new S3DestinationConfiguration(
                given.roleARN,
                given.bucketARN,
                given.prefix,
                given.errorOutputPrefix,
                Given.or(given.bufferingHints, new BufferingHints(Defaults.SIZE_MB, Defaults.INTERVAL_SECONDS)),
                Given.or(given.compressionFormat, S3Rules.UNCOMPRESSED),
                Given.or(given.encryptionConfiguration, EncryptionConfiguration.NONE),
                Given.or(given.cloudWatchLoggingOptions, CloudWatchLoggingOptions.DISABLED));
    }

    static @Nullable S3DestinationDescription described(@Nullable S3DestinationConfiguration given) {
        if (given == null) return null;
        return new S3DestinationDescription(
                given.roleARN,
                given.bucketARN,
                given.prefix,
                given.errorOutputPrefix,
                given.bufferingHints,
                given.compressionFormat,
                given.encryptionConfiguration,
                given.cloudWatchLoggingOptions);
    }

    static boolean usesKms(@Nullable S3DestinationConfiguration given) {
        return given != null && given.encryptionConfiguration != null && given.encryptionConfiguration.usesKms();
    }

    /** The same in the shape that has taken its place. */
    ExtendedS3DestinationConfiguration extended() {
        return new ExtendedS3DestinationConfiguration(
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
