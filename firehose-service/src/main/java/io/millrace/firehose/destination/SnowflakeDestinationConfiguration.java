package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of Snowflake. */
public record SnowflakeDestinationConfiguration(
        @Constraint.Required
        @Constraint.Pattern(".+?\\.snowflakecomputing\\.com")
        @Constraint.Length(min = 24, max = 2048)
        @Nullable
        String accountUrl,

        @Constraint.Secret
        @Constraint.Pattern("^(?:[A-Za-z0-9+\\/]{4})*(?:[A-Za-z0-9+\\/]{2}==|[A-Za-z0-9+\\/]{3}=)?$")
        @Constraint.Length(min = 256, max = 4096)
        @Nullable
        String privateKey,

        @Constraint.Secret @Constraint.Length(min = 7, max = 255) @Nullable
        String keyPassphrase,

        @Constraint.Length(min = 1, max = 255) @Nullable String user,

        @Constraint.Required @Constraint.Length(min = 1, max = 255) @Nullable
        String database,

        @Constraint.Required @Constraint.Length(min = 1, max = 255) @Nullable
        String schema,

        @Constraint.Required @Constraint.Length(min = 1, max = 255) @Nullable
        String table,

        @Nullable SnowflakeRoleConfiguration snowflakeRoleConfiguration,

        @Constraint.OneOf({"JSON_MAPPING", "VARIANT_CONTENT_MAPPING", "VARIANT_CONTENT_AND_METADATA_MAPPING"}) @Nullable
        String dataLoadingOption,

        @Constraint.Length(min = 1, max = 255) @Nullable String metaDataColumnName,
        @Constraint.Length(min = 1, max = 255) @Nullable String contentColumnName,
        @Nullable SnowflakeVpcConfiguration snowflakeVpcConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Constraint.Required @RoleArn @Nullable String roleARN,
        @Nullable RetryOptions retryOptions,

        @Constraint.OneOf({"FailedDataOnly", "AllData"}) @Nullable
        String s3BackupMode,

        @Constraint.Required @Nullable S3DestinationConfiguration s3Configuration,
        @Nullable SecretsManagerConfiguration secretsManagerConfiguration,
        @Nullable BufferingHints bufferingHints)
        implements DestinationConfiguration {
    private static final SnowflakeDestinationConfiguration EMPTY = new SnowflakeDestinationConfiguration(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null);

    /**
     * What an update makes of a configuration: members that it lacks stay.
     *
     * @param stored null if the destination was of another type
     */
    static SnowflakeDestinationConfiguration updated(
            @Nullable SnowflakeDestinationConfiguration stored, SnowflakeDestinationUpdate update) {
        var base = stored == null ? EMPTY : stored;
        return new SnowflakeDestinationConfiguration(
                Given.or(update.accountUrl(), base.accountUrl),
                Given.or(update.privateKey(), base.privateKey),
                Given.or(update.keyPassphrase(), base.keyPassphrase),
                Given.or(update.user(), base.user),
                Given.or(update.database(), base.database),
                Given.or(update.schema(), base.schema),
                Given.or(update.table(), base.table),
                Given.or(update.snowflakeRoleConfiguration(), base.snowflakeRoleConfiguration),
                Given.or(update.dataLoadingOption(), base.dataLoadingOption),
                Given.or(update.metaDataColumnName(), base.metaDataColumnName),
                Given.or(update.contentColumnName(), base.contentColumnName),
                base.snowflakeVpcConfiguration,
                Given.or(update.cloudWatchLoggingOptions(), base.cloudWatchLoggingOptions),
                Given.or(update.processingConfiguration(), base.processingConfiguration),
                Given.or(update.roleARN(), base.roleARN),
                Given.or(update.retryOptions(), base.retryOptions),
                Given.or(update.s3BackupMode(), base.s3BackupMode),
                S3DestinationConfiguration.updated(base.s3Configuration, update.s3Update()),
                Given.or(update.secretsManagerConfiguration(), base.secretsManagerConfiguration),
                Given.or(update.bufferingHints(), base.bufferingHints));
    }

    @Override
    public SnowflakeDestinationConfiguration withDefaults() {
        return new SnowflakeDestinationConfiguration(
                accountUrl,
                privateKey,
                keyPassphrase,
                user,
                database,
                schema,
                table,
                snowflakeRoleConfiguration,
                Given.or(dataLoadingOption, "JSON_MAPPING"),
                metaDataColumnName,
                contentColumnName,
                snowflakeVpcConfiguration,
                Given.or(cloudWatchLoggingOptions, CloudWatchLoggingOptions.DISABLED),
                Processors.withDefaults(processingConfiguration),
                roleARN,
                Given.or(retryOptions, new RetryOptions(SNOWFLAKE_RETRY_SECONDS)),
                Given.or(s3BackupMode, "FailedDataOnly"),
                S3DestinationConfiguration.withDefaults(s3Configuration),
                secretsManagerConfiguration,
                Given.or(bufferingHints, new BufferingHints(Defaults.COLUMNAR_SIZE_MB, 0)));
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

    SnowflakeDestinationDescription described() {
        return new SnowflakeDestinationDescription(
                accountUrl,
                user,
                database,
                schema,
                table,
                snowflakeRoleConfiguration,
                dataLoadingOption,
                metaDataColumnName,
                contentColumnName,
                snowflakeVpcConfiguration,
                cloudWatchLoggingOptions,
                processingConfiguration,
                roleARN,
                retryOptions,
                s3BackupMode,
                S3DestinationConfiguration.described(s3Configuration),
                secretsManagerConfiguration,
                bufferingHints);
    }

    /** Seconds (SnowflakeRetryOptions in the API reference). */
    private static final int SNOWFLAKE_RETRY_SECONDS = 60;

    /** Without what is secret. */
    @Override
    public String toString() {
        return "SnowflakeDestinationConfiguration[" + accountUrl + "]";
    }

    public record SnowflakeRoleConfiguration(
            @Nullable Boolean enabled,
            @Constraint.Length(min = 1, max = 255) @Nullable String snowflakeRole) {}

    public record SnowflakeVpcConfiguration(
            @Constraint.Required
            @Constraint.Pattern("([a-zA-Z0-9\\-\\_]+\\.){2,3}vpce\\.[a-zA-Z0-9\\-]*\\.vpce-svc\\-[a-zA-Z0-9\\-]{17}$")
            @Constraint.Length(min = 47, max = 255)
            @Nullable
            String privateLinkVpceId) {}
}
