package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Any endpoint that speaks the protocol of Firehose over HTTP. */
public record HttpEndpointDestinationConfiguration(
        @Constraint.Required @Nullable HttpEndpointConfiguration endpointConfiguration,
        @Nullable HttpEndpointBufferingHints bufferingHints,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable HttpEndpointRequestConfiguration requestConfiguration,
        @Nullable ProcessingConfiguration processingConfiguration,
        @RoleArn @Nullable String roleARN,
        @Nullable RetryOptions retryOptions,

        @Constraint.OneOf({"FailedDataOnly", "AllData"}) @Nullable
        String s3BackupMode,

        @Constraint.Required @Nullable S3DestinationConfiguration s3Configuration,
        @Nullable SecretsManagerConfiguration secretsManagerConfiguration)
        implements DestinationConfiguration {
    private static final HttpEndpointDestinationConfiguration EMPTY =
            new HttpEndpointDestinationConfiguration(null, null, null, null, null, null, null, null, null, null);

    /**
     * What an update makes of a configuration: members that it lacks stay.
     *
     * @param stored null if the destination was of another type
     */
    static HttpEndpointDestinationConfiguration updated(
            @Nullable HttpEndpointDestinationConfiguration stored, HttpEndpointDestinationUpdate update) {
        var base = stored == null ? EMPTY : stored;
        return new HttpEndpointDestinationConfiguration(
                Given.or(update.endpointConfiguration(), base.endpointConfiguration),
                Given.or(update.bufferingHints(), base.bufferingHints),
                Given.or(update.cloudWatchLoggingOptions(), base.cloudWatchLoggingOptions),
                Given.or(update.requestConfiguration(), base.requestConfiguration),
                Given.or(update.processingConfiguration(), base.processingConfiguration),
                Given.or(update.roleARN(), base.roleARN),
                Given.or(update.retryOptions(), base.retryOptions),
                Given.or(update.s3BackupMode(), base.s3BackupMode),
                S3DestinationConfiguration.updated(base.s3Configuration, update.s3Update()),
                Given.or(update.secretsManagerConfiguration(), base.secretsManagerConfiguration));
    }

    @Override
    public HttpEndpointDestinationConfiguration withDefaults() {
        return new HttpEndpointDestinationConfiguration(
                endpointConfiguration,
                Given.or(bufferingHints, new HttpEndpointBufferingHints(Defaults.SIZE_MB, Defaults.INTERVAL_SECONDS)),
                Given.or(cloudWatchLoggingOptions, CloudWatchLoggingOptions.DISABLED),
                Given.or(requestConfiguration, new HttpEndpointRequestConfiguration("NONE", List.of())),
                Processors.withDefaults(processingConfiguration),
                roleARN,
                Given.or(retryOptions, new RetryOptions(Defaults.RETRY_SECONDS)),
                Given.or(s3BackupMode, "FailedDataOnly"),
                S3DestinationConfiguration.withDefaults(s3Configuration),
                secretsManagerConfiguration);
    }

    @Override
    public void check() {
        SecretsManagerConfiguration.check(secretsManagerConfiguration);
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

    HttpEndpointDestinationDescription described() {
        return new HttpEndpointDestinationDescription(
                endpointConfiguration == null
                        ? null
                        : new HttpEndpointDescription(endpointConfiguration.url(), endpointConfiguration.name()),
                bufferingHints,
                cloudWatchLoggingOptions,
                requestConfiguration,
                processingConfiguration,
                roleARN,
                retryOptions,
                s3BackupMode,
                S3DestinationConfiguration.described(s3Configuration),
                secretsManagerConfiguration);
    }
}
