package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An HTTP Event Collector of Splunk. */
public record SplunkDestinationConfiguration(
        @Constraint.Name("HECEndpoint")
        @Constraint.Required
        @Constraint.Pattern(".*")
        @Constraint.Length(max = 2048)
        @Nullable
        String hecEndpoint,

        @Constraint.Name("HECEndpointType") @Constraint.Required @Constraint.OneOf({"Raw", "Event"}) @Nullable
        String hecEndpointType,

        @Constraint.Name("HECToken")
        @Constraint.Secret
        @Constraint.Pattern(".*")
        @Constraint.Length(max = 2048)
        @Nullable
        String hecToken,

        @Constraint.Name("HECAcknowledgmentTimeoutInSeconds") @Constraint.Range(min = 180, max = 600) @Nullable
        Integer hecAcknowledgmentTimeoutInSeconds,

        @Nullable RetryOptions retryOptions,

        @Constraint.OneOf({"FailedEventsOnly", "AllEvents"}) @Nullable
        String s3BackupMode,

        @Constraint.Required @Nullable S3DestinationConfiguration s3Configuration,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable SplunkBufferingHints bufferingHints,
        @Nullable SecretsManagerConfiguration secretsManagerConfiguration)
        implements DestinationConfiguration {
    private static final SplunkDestinationConfiguration EMPTY =
            new SplunkDestinationConfiguration(null, null, null, null, null, null, null, null, null, null, null);

    /**
     * What an update makes of a configuration: members that it lacks stay.
     *
     * @param stored null if the destination was of another type
     */
    static SplunkDestinationConfiguration updated(
            @Nullable SplunkDestinationConfiguration stored, SplunkDestinationUpdate update) {
        var base = stored == null ? EMPTY : stored;
        return new SplunkDestinationConfiguration(
                Given.or(update.hecEndpoint(), base.hecEndpoint),
                Given.or(update.hecEndpointType(), base.hecEndpointType),
                Given.or(update.hecToken(), base.hecToken),
                Given.or(update.hecAcknowledgmentTimeoutInSeconds(), base.hecAcknowledgmentTimeoutInSeconds),
                Given.or(update.retryOptions(), base.retryOptions),
                Given.or(update.s3BackupMode(), base.s3BackupMode),
                S3DestinationConfiguration.updated(base.s3Configuration, update.s3Update()),
                Given.or(update.processingConfiguration(), base.processingConfiguration),
                Given.or(update.cloudWatchLoggingOptions(), base.cloudWatchLoggingOptions),
                Given.or(update.bufferingHints(), base.bufferingHints),
                Given.or(update.secretsManagerConfiguration(), base.secretsManagerConfiguration));
    }

    @Override
    public SplunkDestinationConfiguration withDefaults() {
        return new SplunkDestinationConfiguration(
                hecEndpoint,
                hecEndpointType,
                hecToken,
                Given.or(hecAcknowledgmentTimeoutInSeconds, ACKNOWLEDGMENT_SECONDS),
                Given.or(retryOptions, new RetryOptions(Defaults.RETRY_SECONDS)),
                Given.or(s3BackupMode, "FailedEventsOnly"),
                S3DestinationConfiguration.withDefaults(s3Configuration),
                Processors.withDefaults(processingConfiguration),
                Given.or(cloudWatchLoggingOptions, CloudWatchLoggingOptions.DISABLED),
                Given.or(bufferingHints, new SplunkBufferingHints(SPLUNK_INTERVAL_SECONDS, Defaults.SIZE_MB)),
                secretsManagerConfiguration);
    }

    @Override
    public void check() {
        SecretsManagerConfiguration.check(secretsManagerConfiguration);
        if (!SecretsManagerConfiguration.on(secretsManagerConfiguration)) Given.require(hecToken, "HECToken");
        SizeAndInterval.check(bufferingHints);
        Processors.check(processingConfiguration, false);
        S3Rules.check(s3Configuration);
    }

    @Override
    public Set<Feature> features() {
        return Feature.of(
                Feature.KMS_ENCRYPTION.ifTrue(S3DestinationConfiguration.usesKms(s3Configuration)),
                Feature.SECRETS_MANAGER.ifTrue(SecretsManagerConfiguration.on(secretsManagerConfiguration)));
    }

    SplunkDestinationDescription described() {
        return new SplunkDestinationDescription(
                hecEndpoint,
                hecEndpointType,
                null,
                hecAcknowledgmentTimeoutInSeconds,
                retryOptions,
                s3BackupMode,
                S3DestinationConfiguration.described(s3Configuration),
                processingConfiguration,
                cloudWatchLoggingOptions,
                bufferingHints,
                secretsManagerConfiguration);
    }

    /** Seconds (API reference of the Splunk destination). */
    private static final int ACKNOWLEDGMENT_SECONDS = 180;

    private static final int SPLUNK_INTERVAL_SECONDS = 60;

    /** Without what is secret. */
    @Override
    public String toString() {
        return "SplunkDestinationConfiguration[" + hecEndpoint + "]";
    }
}
