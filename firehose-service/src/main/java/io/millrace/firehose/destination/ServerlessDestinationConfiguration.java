package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An index of Amazon OpenSearch Serverless. */
public record ServerlessDestinationConfiguration(
        @Constraint.Required @RoleArn @Nullable String roleARN,

        @Constraint.Pattern("https:.*") @Constraint.Length(min = 1, max = 512) @Nullable
        String collectionEndpoint,

        @Constraint.Required @Constraint.Pattern(".*") @Constraint.Length(min = 1, max = 80) @Nullable
        String indexName,

        @Nullable OpenSearchBufferingHints bufferingHints,
        @Nullable RetryOptions retryOptions,

        @Constraint.OneOf({"FailedDocumentsOnly", "AllDocuments"}) @Nullable
        String s3BackupMode,

        @Constraint.Required @Nullable S3DestinationConfiguration s3Configuration,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable VpcConfiguration vpcConfiguration)
        implements DestinationConfiguration {
    private static final ServerlessDestinationConfiguration EMPTY =
            new ServerlessDestinationConfiguration(null, null, null, null, null, null, null, null, null, null);

    /**
     * What an update makes of a configuration: members that it lacks stay.
     *
     * @param stored null if the destination was of another type
     */
    static ServerlessDestinationConfiguration updated(
            @Nullable ServerlessDestinationConfiguration stored, ServerlessDestinationUpdate update) {
        var base = stored == null ? EMPTY : stored;
        return new ServerlessDestinationConfiguration(
                Given.or(update.roleARN(), base.roleARN),
                Given.or(update.collectionEndpoint(), base.collectionEndpoint),
                Given.or(update.indexName(), base.indexName),
                Given.or(update.bufferingHints(), base.bufferingHints),
                Given.or(update.retryOptions(), base.retryOptions),
                base.s3BackupMode,
                S3DestinationConfiguration.updated(base.s3Configuration, update.s3Update()),
                Given.or(update.processingConfiguration(), base.processingConfiguration),
                Given.or(update.cloudWatchLoggingOptions(), base.cloudWatchLoggingOptions),
                base.vpcConfiguration);
    }

    @Override
    public ServerlessDestinationConfiguration withDefaults() {
        return new ServerlessDestinationConfiguration(
                roleARN,
                collectionEndpoint,
                indexName,
                Given.or(bufferingHints, new OpenSearchBufferingHints(Defaults.INTERVAL_SECONDS, Defaults.SIZE_MB)),
                Given.or(retryOptions, new RetryOptions(Defaults.RETRY_SECONDS)),
                Given.or(s3BackupMode, "FailedDocumentsOnly"),
                S3DestinationConfiguration.withDefaults(s3Configuration),
                Processors.withDefaults(processingConfiguration),
                Given.or(cloudWatchLoggingOptions, CloudWatchLoggingOptions.DISABLED),
                vpcConfiguration);
    }

    @Override
    public void check() {
        Given.require(collectionEndpoint, "CollectionEndpoint");
        SizeAndInterval.check(bufferingHints);
        Processors.check(processingConfiguration, false);
        S3Rules.check(s3Configuration);
    }

    @Override
    public Set<Feature> features() {
        return Feature.of(
                Feature.KMS_ENCRYPTION.ifTrue(S3DestinationConfiguration.usesKms(s3Configuration)),
                Feature.VPC.ifTrue(vpcConfiguration != null));
    }

    ServerlessDestinationDescription described() {
        return new ServerlessDestinationDescription(
                roleARN,
                collectionEndpoint,
                indexName,
                bufferingHints,
                retryOptions,
                s3BackupMode,
                S3DestinationConfiguration.described(s3Configuration),
                processingConfiguration,
                cloudWatchLoggingOptions,
                null);
    }
}
