package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bucket of S3 with all that can be done on the way there. */
public record ExtendedS3DestinationConfiguration(
        @Constraint.Required @RoleArn @Nullable String roleARN,
        @Constraint.Required @BucketArn @Nullable String bucketARN,
        @KeyPrefix @Nullable String prefix,
        @KeyPrefix @Nullable String errorOutputPrefix,
        @Nullable BufferingHints bufferingHints,
        @CompressionName @Nullable String compressionFormat,
        @Nullable EncryptionConfiguration encryptionConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Constraint.OneOf({"Disabled", "Enabled"}) @Nullable String s3BackupMode,
        @Nullable S3DestinationConfiguration s3BackupConfiguration,
        @Nullable DataFormatConversionConfiguration dataFormatConversionConfiguration,
        @Nullable DynamicPartitioningConfiguration dynamicPartitioningConfiguration,

        @Constraint.Pattern("^$|\\.[0-9a-z!\\-_.*'()]+") @Constraint.Length(max = 128) @Nullable
        String fileExtension,

        @Constraint.Pattern("^$|[a-zA-Z/_]+") @Constraint.Length(max = 50) @Nullable
        String customTimeZone)
        implements DestinationConfiguration {
    private static final ExtendedS3DestinationConfiguration EMPTY = new ExtendedS3DestinationConfiguration(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /**
     * What an update makes of a configuration: members that it lacks stay.
     *
     * @param stored null if the destination was of another type
     */
    static ExtendedS3DestinationConfiguration updated(
            @Nullable ExtendedS3DestinationConfiguration stored, ExtendedS3DestinationUpdate update) {
        var base = stored == null ? EMPTY : stored;
        return new ExtendedS3DestinationConfiguration(
                Given.or(update.roleARN(), base.roleARN),
                Given.or(update.bucketARN(), base.bucketARN),
                Given.or(update.prefix(), base.prefix),
                Given.or(update.errorOutputPrefix(), base.errorOutputPrefix),
                Given.or(update.bufferingHints(), base.bufferingHints),
                Given.or(update.compressionFormat(), base.compressionFormat),
                Given.or(update.encryptionConfiguration(), base.encryptionConfiguration),
                Given.or(update.cloudWatchLoggingOptions(), base.cloudWatchLoggingOptions),
                Given.or(update.processingConfiguration(), base.processingConfiguration),
                Given.or(update.s3BackupMode(), base.s3BackupMode),
                S3DestinationConfiguration.updated(base.s3BackupConfiguration, update.s3BackupUpdate()),
                DataFormatConversionConfiguration.merged(
                        base.dataFormatConversionConfiguration, update.dataFormatConversionConfiguration()),
                DynamicPartitioningConfiguration.merged(
                        base.dynamicPartitioningConfiguration, update.dynamicPartitioningConfiguration()),
                Given.or(update.fileExtension(), base.fileExtension),
                Given.or(update.customTimeZone(), base.customTimeZone));
    }

    @Override
    public ExtendedS3DestinationConfiguration withDefaults() {
        return new ExtendedS3DestinationConfiguration(
                roleARN,
                bucketARN,
                prefix,
                errorOutputPrefix,
                Given.or(bufferingHints, defaultHints()),
                Given.or(compressionFormat, S3Rules.UNCOMPRESSED),
                Given.or(encryptionConfiguration, EncryptionConfiguration.NONE),
                Given.or(cloudWatchLoggingOptions, CloudWatchLoggingOptions.DISABLED),
                Processors.withDefaults(processingConfiguration),
                Given.or(s3BackupMode, S3Rules.DISABLED),
                S3DestinationConfiguration.withDefaults(s3BackupConfiguration),
                dataFormatConversionConfiguration == null ? null : dataFormatConversionConfiguration.withDefaults(),
                dynamicPartitioningConfiguration == null ? null : dynamicPartitioningConfiguration.withDefaults(),
                fileExtension,
                customTimeZone);
    }

    @Override
    public S3DestinationConfiguration s3Configuration() {
        return new S3DestinationConfiguration(
                roleARN,
                bucketARN,
                prefix,
                errorOutputPrefix,
                bufferingHints,
                compressionFormat,
                encryptionConfiguration,
                cloudWatchLoggingOptions);
    }

    @Override
    public @Nullable S3DestinationConfiguration backup() {
        return S3Rules.ENABLED.equals(s3BackupMode) ? s3BackupConfiguration : null;
    }

    @Override
    public void check() {
        SizeAndInterval.check(bufferingHints);
        boolean partitioned = DynamicPartitioningConfiguration.on(dynamicPartitioningConfiguration);
        Processors.check(processingConfiguration, partitioned);
        if (dataFormatConversionConfiguration != null
                && DataFormatConversionConfiguration.on(dataFormatConversionConfiguration))
            checkConversion(dataFormatConversionConfiguration);
        if (partitioned) checkPartitioning();
        S3Rules.checkTimeZone(customTimeZone);
        S3Prefixes.check(prefix, errorOutputPrefix, partitioned, processingConfiguration);
        S3Rules.checkBackup(s3BackupMode, s3BackupConfiguration);
    }

    @Override
    public Set<Feature> features() {
        return Feature.of(
                Feature.DATA_FORMAT_CONVERSION.ifTrue(
                        DataFormatConversionConfiguration.on(dataFormatConversionConfiguration)),
                Feature.DYNAMIC_PARTITIONING.ifTrue(
                        DynamicPartitioningConfiguration.on(dynamicPartitioningConfiguration)),
                Feature.S3_BACKUP.ifTrue(S3Rules.ENABLED.equals(s3BackupMode)),
                Feature.KMS_ENCRYPTION.ifTrue((encryptionConfiguration != null && encryptionConfiguration.usesKms())
                        || S3DestinationConfiguration.usesKms(s3BackupConfiguration)));
    }

    ExtendedS3DestinationDescription described() {
        return new ExtendedS3DestinationDescription(
                roleARN,
                bucketARN,
                prefix,
                errorOutputPrefix,
                bufferingHints,
                compressionFormat,
                encryptionConfiguration,
                cloudWatchLoggingOptions,
                processingConfiguration,
                s3BackupMode,
                S3DestinationConfiguration.described(s3BackupConfiguration),
                dataFormatConversionConfiguration,
                dynamicPartitioningConfiguration,
                fileExtension,
                customTimeZone);
    }

    private BufferingHints defaultHints() {
        boolean large = DataFormatConversionConfiguration.on(dataFormatConversionConfiguration)
                || DynamicPartitioningConfiguration.on(dynamicPartitioningConfiguration);
        return new BufferingHints(large ? Defaults.COLUMNAR_SIZE_MB : Defaults.SIZE_MB, Defaults.INTERVAL_SECONDS);
    }

    private void checkConversion(DataFormatConversionConfiguration conversion) {
        if (compressionFormat != null && !compressionFormat.equals(S3Rules.UNCOMPRESSED))
            throw InvalidArgument.of("CompressionFormat must be UNCOMPRESSED when data format conversion is enabled.");
        S3Rules.checkLeastSize(bufferingHints, "data format conversion");
        conversion.check();
    }

    private void checkPartitioning() {
        S3Rules.checkLeastSize(bufferingHints, "Dynamic Partitioning");
        S3Rules.checkNotAtOnce(bufferingHints, "Dynamic Partitioning is enabled");
    }

    /** The same as the old shape tells it, which knows less. */
    @Nullable
    S3DestinationDescription describedAsS3() {
        return S3DestinationConfiguration.described(s3Configuration());
    }
}
