package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of a Redshift cluster, loaded by COPY from files in S3. */
public record RedshiftDestinationConfiguration(
        @Constraint.Required @RoleArn @Nullable String roleARN,

        @Constraint.Required
        @Constraint.Pattern(
                "jdbc:(redshift|postgresql)://((?!-)[A-Za-z0-9-]{1,63}(?<!-)\\.)+(redshift(-serverless)?)\\.([a-zA-Z0-9\\.\\-]+):\\d{1,5}/[a-zA-Z0-9_$-]+")
        @Constraint.Length(min = 1, max = 512)
        @Nullable
        String clusterJDBCURL,

        @Constraint.Required @Nullable CopyCommand copyCommand,

        @Constraint.Pattern(".*") @Constraint.Length(min = 1, max = 512) @Nullable
        String username,

        @Constraint.Secret @Constraint.Pattern(".*") @Constraint.Length(min = 6, max = 512) @Nullable
        String password,

        @Nullable RetryOptions retryOptions,
        @Constraint.Required @Nullable S3DestinationConfiguration s3Configuration,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Constraint.OneOf({"Disabled", "Enabled"}) @Nullable String s3BackupMode,
        @Nullable S3DestinationConfiguration s3BackupConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable SecretsManagerConfiguration secretsManagerConfiguration)
        implements DestinationConfiguration {
    private static final RedshiftDestinationConfiguration EMPTY = new RedshiftDestinationConfiguration(
            null, null, null, null, null, null, null, null, null, null, null, null);

    /**
     * What an update makes of a configuration: members that it lacks stay.
     *
     * @param stored null if the destination was of another type
     */
    static RedshiftDestinationConfiguration updated(
            @Nullable RedshiftDestinationConfiguration stored, RedshiftDestinationUpdate update) {
        var base = stored == null ? EMPTY : stored;
        return new RedshiftDestinationConfiguration(
                Given.or(update.roleARN(), base.roleARN),
                Given.or(update.clusterJDBCURL(), base.clusterJDBCURL),
                Given.or(update.copyCommand(), base.copyCommand),
                Given.or(update.username(), base.username),
                Given.or(update.password(), base.password),
                Given.or(update.retryOptions(), base.retryOptions),
                S3DestinationConfiguration.updated(base.s3Configuration, update.s3Update()),
                Given.or(update.processingConfiguration(), base.processingConfiguration),
                Given.or(update.s3BackupMode(), base.s3BackupMode),
                S3DestinationConfiguration.updated(base.s3BackupConfiguration, update.s3BackupUpdate()),
                Given.or(update.cloudWatchLoggingOptions(), base.cloudWatchLoggingOptions),
                Given.or(update.secretsManagerConfiguration(), base.secretsManagerConfiguration));
    }

    @Override
    public RedshiftDestinationConfiguration withDefaults() {
        return new RedshiftDestinationConfiguration(
                roleARN,
                clusterJDBCURL,
                copyCommand,
                username,
                password,
                Given.or(retryOptions, new RetryOptions(REDSHIFT_RETRY_SECONDS)),
                S3DestinationConfiguration.withDefaults(s3Configuration),
                Processors.withDefaults(processingConfiguration),
                Given.or(s3BackupMode, S3Rules.DISABLED),
                S3DestinationConfiguration.withDefaults(s3BackupConfiguration),
                Given.or(cloudWatchLoggingOptions, CloudWatchLoggingOptions.DISABLED),
                secretsManagerConfiguration);
    }

    @Override
    public @Nullable S3DestinationConfiguration backup() {
        return S3Rules.ENABLED.equals(s3BackupMode) ? s3BackupConfiguration : null;
    }

    @Override
    public void check() {
        SecretsManagerConfiguration.check(secretsManagerConfiguration);
        if (!SecretsManagerConfiguration.on(secretsManagerConfiguration)) {
            Given.require(username, "Username");
            Given.require(password, "Password");
        }
        Processors.check(processingConfiguration, false);
        S3Rules.checkStaging(s3Configuration);
        S3Rules.checkBackup(s3BackupMode, s3BackupConfiguration);
    }

    @Override
    public Set<Feature> features() {
        return Feature.of(
                Feature.S3_BACKUP.ifTrue(S3Rules.ENABLED.equals(s3BackupMode)),
                Feature.KMS_ENCRYPTION.ifTrue(S3DestinationConfiguration.usesKms(s3Configuration)
                        || S3DestinationConfiguration.usesKms(s3BackupConfiguration)),
                Feature.SECRETS_MANAGER.ifTrue(SecretsManagerConfiguration.on(secretsManagerConfiguration)));
    }

    RedshiftDestinationDescription described() {
        return new RedshiftDestinationDescription(
                roleARN,
                clusterJDBCURL,
                copyCommand,
                username,
                retryOptions,
                S3DestinationConfiguration.described(s3Configuration),
                processingConfiguration,
                s3BackupMode,
                S3DestinationConfiguration.described(s3BackupConfiguration),
                cloudWatchLoggingOptions,
                secretsManagerConfiguration);
    }

    /** Seconds, an hour (RedshiftRetryOptions in the API reference). */
    private static final int REDSHIFT_RETRY_SECONDS = 3600;

    /** Without what is secret. */
    @Override
    public String toString() {
        return "RedshiftDestinationConfiguration[" + clusterJDBCURL + "]";
    }
}
