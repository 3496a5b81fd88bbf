package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables of Apache Iceberg. */
public record IcebergDestinationConfiguration(
        @Nullable List<DestinationTableConfiguration> destinationTableConfigurationList,
        @Nullable IcebergSwitch schemaEvolutionConfiguration,
        @Nullable IcebergSwitch tableCreationConfiguration,
        @Nullable BufferingHints bufferingHints,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable ProcessingConfiguration processingConfiguration,

        @Constraint.OneOf({"FailedDataOnly", "AllData"}) @Nullable
        String s3BackupMode,

        @Nullable RetryOptions retryOptions,
        @Constraint.Required @RoleArn @Nullable String roleARN,
        @Nullable Boolean appendOnly,
        @Constraint.Required @Nullable CatalogConfiguration catalogConfiguration,
        @Constraint.Required @Nullable S3DestinationConfiguration s3Configuration)
        implements DestinationConfiguration {
    private static final IcebergDestinationConfiguration EMPTY =
            new IcebergDestinationConfiguration(null, null, null, null, null, null, null, null, null, null, null, null);

    /**
     * What an update makes of a configuration: members that it lacks stay.
     *
     * @param stored null if the destination was of another type
     */
    static IcebergDestinationConfiguration updated(
            @Nullable IcebergDestinationConfiguration stored, IcebergDestinationUpdate update) {
        var base = stored == null ? EMPTY : stored;
        return new IcebergDestinationConfiguration(
                Given.or(update.destinationTableConfigurationList(), base.destinationTableConfigurationList),
                Given.or(update.schemaEvolutionConfiguration(), base.schemaEvolutionConfiguration),
                Given.or(update.tableCreationConfiguration(), base.tableCreationConfiguration),
                Given.or(update.bufferingHints(), base.bufferingHints),
                Given.or(update.cloudWatchLoggingOptions(), base.cloudWatchLoggingOptions),
                Given.or(update.processingConfiguration(), base.processingConfiguration),
                Given.or(update.s3BackupMode(), base.s3BackupMode),
                Given.or(update.retryOptions(), base.retryOptions),
                Given.or(update.roleARN(), base.roleARN),
                Given.or(update.appendOnly(), base.appendOnly),
                Given.or(update.catalogConfiguration(), base.catalogConfiguration),
                Given.or(update.s3Configuration(), base.s3Configuration));
    }

    @Override
    public IcebergDestinationConfiguration withDefaults() {
        return new IcebergDestinationConfiguration(
                destinationTableConfigurationList,
                schemaEvolutionConfiguration,
                tableCreationConfiguration,
                Given.or(bufferingHints, new BufferingHints(Defaults.SIZE_MB, Defaults.INTERVAL_SECONDS)),
                Given.or(cloudWatchLoggingOptions, CloudWatchLoggingOptions.DISABLED),
                Processors.withDefaults(processingConfiguration),
                Given.or(s3BackupMode, "FailedDataOnly"),
                Given.or(retryOptions, new RetryOptions(Defaults.RETRY_SECONDS)),
                roleARN,
                Given.or(appendOnly, false),
                catalogConfiguration,
                S3DestinationConfiguration.withDefaults(s3Configuration));
    }

    @Override
    public void check() {
        if (catalogConfiguration != null
                && (catalogConfiguration.catalogARN() == null) == (catalogConfiguration.warehouseLocation() == null))
            throw InvalidArgument.of(
                    "Exactly one of CatalogARN and WarehouseLocation must be specified in CatalogConfiguration.");
        if ("AllData".equals(s3BackupMode))
            throw InvalidArgument.of("S3BackupMode of an Iceberg destination must be FailedDataOnly.");
        SizeAndInterval.check(bufferingHints);
        Processors.check(processingConfiguration, false);
        S3Rules.check(s3Configuration);
    }

    @Override
    public Set<Feature> features() {
        return Feature.of(Feature.KMS_ENCRYPTION.ifTrue(S3DestinationConfiguration.usesKms(s3Configuration)));
    }

    IcebergDestinationDescription described() {
        return new IcebergDestinationDescription(
                destinationTableConfigurationList,
                schemaEvolutionConfiguration,
                tableCreationConfiguration,
                bufferingHints,
                cloudWatchLoggingOptions,
                processingConfiguration,
                s3BackupMode,
                retryOptions,
                roleARN,
                appendOnly,
                catalogConfiguration,
                S3DestinationConfiguration.described(s3Configuration));
    }
}
