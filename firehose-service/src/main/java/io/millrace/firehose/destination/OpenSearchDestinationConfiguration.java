package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An index of Amazon OpenSearch Service, under that name or under its old one, Elasticsearch. */
public record OpenSearchDestinationConfiguration(
        @Constraint.Required @RoleArn @Nullable String roleARN,

        @Constraint.Pattern("arn:.*:es:[a-zA-Z0-9\\-]+:\\d{12}:domain/[a-z][-0-9a-z]{2,27}")
        @Constraint.Length(min = 1, max = 512)
        @Nullable
        String domainARN,

        @Constraint.Pattern("https:.*") @Constraint.Length(min = 1, max = 512) @Nullable
        String clusterEndpoint,

        @Constraint.Required @Constraint.Pattern(".*") @Constraint.Length(min = 1, max = 80) @Nullable
        String indexName,

        @Constraint.Pattern(".*") @Constraint.Length(max = 100) @Nullable
        String typeName,

        @Constraint.OneOf({"NoRotation", "OneHour", "OneDay", "OneWeek", "OneMonth"}) @Nullable
        String indexRotationPeriod,

        @Nullable OpenSearchBufferingHints bufferingHints,
        @Nullable RetryOptions retryOptions,

        @Constraint.OneOf({"FailedDocumentsOnly", "AllDocuments"}) @Nullable
        String s3BackupMode,

        @Constraint.Required @Nullable S3DestinationConfiguration s3Configuration,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable VpcConfiguration vpcConfiguration,
        @Nullable DocumentIdOptions documentIdOptions)
        implements DestinationConfiguration {
    private static final OpenSearchDestinationConfiguration EMPTY = new OpenSearchDestinationConfiguration(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /**
     * What an update makes of a configuration: members that it lacks stay.
     *
     * @param stored null if the destination was of another type
     */
    static OpenSearchDestinationConfiguration updated(
            @Nullable OpenSearchDestinationConfiguration stored, OpenSearchDestinationUpdate update) {
        var base = stored == null ? EMPTY : stored;
        return new OpenSearchDestinationConfiguration(
                Given.or(update.roleARN(), base.roleARN),
                Given.or(update.domainARN(), base.domainARN),
                Given.or(update.clusterEndpoint(), base.clusterEndpoint),
                Given.or(update.indexName(), base.indexName),
                Given.or(update.typeName(), base.typeName),
                Given.or(update.indexRotationPeriod(), base.indexRotationPeriod),
                Given.or(update.bufferingHints(), base.bufferingHints),
                Given.or(update.retryOptions(), base.retryOptions),
                base.s3BackupMode,
                S3DestinationConfiguration.updated(base.s3Configuration, update.s3Update()),
                Given.or(update.processingConfiguration(), base.processingConfiguration),
                Given.or(update.cloudWatchLoggingOptions(), base.cloudWatchLoggingOptions),
                base.vpcConfiguration,
                Given.or(update.documentIdOptions(), base.documentIdOptions));
    }

    @Override
    public OpenSearchDestinationConfiguration withDefaults() {
        return new OpenSearchDestinationConfiguration(
                roleARN,
                domainARN,
                clusterEndpoint,
                indexName,
                typeName,
                Given.or(indexRotationPeriod, "OneDay"),
                Given.or(bufferingHints, new OpenSearchBufferingHints(Defaults.INTERVAL_SECONDS, Defaults.SIZE_MB)),
                Given.or(retryOptions, new RetryOptions(Defaults.RETRY_SECONDS)),
                Given.or(s3BackupMode, "FailedDocumentsOnly"),
                S3DestinationConfiguration.withDefaults(s3Configuration),
                Processors.withDefaults(processingConfiguration),
                Given.or(cloudWatchLoggingOptions, CloudWatchLoggingOptions.DISABLED),
                vpcConfiguration,
                Given.or(documentIdOptions, new DocumentIdOptions("FIREHOSE_DEFAULT")));
    }

    @Override
    public void check() {
        if ((domainARN == null) == (clusterEndpoint == null))
            throw InvalidArgument.of("Exactly one of DomainARN and ClusterEndpoint must be specified.");
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

    OpenSearchDestinationDescription described() {
        return new OpenSearchDestinationDescription(
                roleARN,
                domainARN,
                clusterEndpoint,
                indexName,
                typeName,
                indexRotationPeriod,
                bufferingHints,
                retryOptions,
                s3BackupMode,
                S3DestinationConfiguration.described(s3Configuration),
                processingConfiguration,
                cloudWatchLoggingOptions,
                null,
                documentIdOptions);
    }
}
