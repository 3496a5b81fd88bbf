package io.millrace.firehose.destination;

import io.millrace.wire.ApiException;
import io.millrace.wire.Codec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One destination with all defaults filled in; exactly one of the members is there.
 *
 * @param id of the one destination that a stream has
 */
public record Destination(
        String id,
        @Nullable ExtendedS3DestinationConfiguration extendedS3,
        @Nullable RedshiftDestinationConfiguration redshift,
        @Nullable OpenSearchDestinationConfiguration elasticsearch,
        @Nullable OpenSearchDestinationConfiguration openSearch,
        @Nullable ServerlessDestinationConfiguration serverless,
        @Nullable SplunkDestinationConfiguration splunk,
        @Nullable HttpEndpointDestinationConfiguration httpEndpoint,
        @Nullable SnowflakeDestinationConfiguration snowflake,
        @Nullable IcebergDestinationConfiguration iceberg) {
    private static final String FIRST_ID = "destinationId-000000000001";

    /** What kind it is. */
    public DestinationType type() {
        if (extendedS3 != null) return DestinationType.EXTENDED_S3;
        if (redshift != null) return DestinationType.REDSHIFT;
        if (elasticsearch != null) return DestinationType.ELASTICSEARCH;
        if (openSearch != null) return DestinationType.OPENSEARCH;
        if (serverless != null) return DestinationType.SERVERLESS;
        if (splunk != null) return DestinationType.SPLUNK;
        if (httpEndpoint != null) return DestinationType.HTTP_ENDPOINT;
        if (snowflake != null) return DestinationType.SNOWFLAKE;
        if (iceberg != null) return DestinationType.ICEBERG;
        throw new IllegalStateException("a destination of no type");
    }

    /** The member that is there. */
    public DestinationConfiguration configuration() {
        if (extendedS3 != null) return extendedS3;
        if (redshift != null) return redshift;
        if (elasticsearch != null) return elasticsearch;
        if (openSearch != null) return openSearch;
        if (serverless != null) return serverless;
        if (splunk != null) return splunk;
        if (httpEndpoint != null) return httpEndpoint;
        if (snowflake != null) return snowflake;
        if (iceberg != null) return iceberg;
        throw new IllegalStateException("a destination of no type");
    }

    /** The bucket that keeps what came in, whatever becomes of it; null if nothing does. */
    public @Nullable S3DestinationConfiguration backup() {
        return configuration().backup();
    }

    /** The bucket for records that can't be delivered. */
    public S3DestinationConfiguration failures() {
        return Objects.requireNonNull(configuration().s3Configuration());
    }

    /**
     * The destination that a request asks for.
     *
     * @throws ApiException InvalidArgumentException if it asks for none, for several, or for one that can't be
     */
    public static Destination of(NewDestination input) {
        if (input.given().size() != 1) throw notOne();
        var old = input.s3DestinationConfiguration();
        return new Destination(
                        FIRST_ID,
                        old != null ? old.extended() : input.extendedS3DestinationConfiguration(),
                        input.redshiftDestinationConfiguration(),
                        input.elasticsearchDestinationConfiguration(),
                        input.amazonopensearchserviceDestinationConfiguration(),
                        input.amazonOpenSearchServerlessDestinationConfiguration(),
                        input.splunkDestinationConfiguration(),
                        input.httpEndpointDestinationConfiguration(),
                        input.snowflakeDestinationConfiguration(),
                        input.icebergDestinationConfiguration())
                .checked();
    }

    private static ApiException notOne() {
        return InvalidArgument.of("Exactly one destination configuration is supported for a Firehose");
    }

    private Destination checked() {
        configuration().check();
        return new Destination(
                id,
                extendedS3 == null ? null : extendedS3.withDefaults(),
                redshift == null ? null : redshift.withDefaults(),
                elasticsearch == null ? null : elasticsearch.withDefaults(),
                openSearch == null ? null : openSearch.withDefaults(),
                serverless == null ? null : serverless.withDefaults(),
                splunk == null ? null : splunk.withDefaults(),
                httpEndpoint == null ? null : httpEndpoint.withDefaults(),
                snowflake == null ? null : snowflake.withDefaults(),
                iceberg == null ? null : iceberg.withDefaults());
    }

    /**
     * What an update makes of it. Members that the update lacks stay, if the destination stays of its type; otherwise all
     * that a new one needs must be there.
     *
     * @throws ApiException InvalidArgumentException if it can't become that
     */
    public Destination updatedBy(DestinationChange change) {
        if (change.given().size() != 1) throw notOne();
        var changed = applied(change);
        var to = changed.type();
        if (to != type()) {
            if (to.isSearch() != type().isSearch())
                throw InvalidArgument.of(
                        "Switching between " + type().text() + " and " + to.text() + " is not supported.");
            changed.requireAll();
        }
        checkLasting(changed);
        return changed.checked();
    }

    private Destination applied(DestinationChange change) {
        var old = change.s3DestinationUpdate();
        var s3 = old != null ? old.extended() : change.extendedS3DestinationUpdate();
        var redshiftUpdate = change.redshiftDestinationUpdate();
        var elasticsearchUpdate = change.elasticsearchDestinationUpdate();
        var openSearchUpdate = change.amazonopensearchserviceDestinationUpdate();
        var serverlessUpdate = change.amazonOpenSearchServerlessDestinationUpdate();
        var splunkUpdate = change.splunkDestinationUpdate();
        var httpEndpointUpdate = change.httpEndpointDestinationUpdate();
        var snowflakeUpdate = change.snowflakeDestinationUpdate();
        var icebergUpdate = change.icebergDestinationUpdate();
        return new Destination(
                id,
                s3 == null ? null : ExtendedS3DestinationConfiguration.updated(extendedS3, s3),
                redshiftUpdate == null ? null : RedshiftDestinationConfiguration.updated(redshift, redshiftUpdate),
                elasticsearchUpdate == null
                        ? null
                        : OpenSearchDestinationConfiguration.updated(elasticsearch, elasticsearchUpdate),
                openSearchUpdate == null
                        ? null
                        : OpenSearchDestinationConfiguration.updated(openSearch, openSearchUpdate),
                serverlessUpdate == null
                        ? null
                        : ServerlessDestinationConfiguration.updated(serverless, serverlessUpdate),
                splunkUpdate == null ? null : SplunkDestinationConfiguration.updated(splunk, splunkUpdate),
                httpEndpointUpdate == null
                        ? null
                        : HttpEndpointDestinationConfiguration.updated(httpEndpoint, httpEndpointUpdate),
                snowflakeUpdate == null ? null : SnowflakeDestinationConfiguration.updated(snowflake, snowflakeUpdate),
                icebergUpdate == null ? null : IcebergDestinationConfiguration.updated(iceberg, icebergUpdate));
    }

    /** What is fixed once a stream has it. */
    private void checkLasting(Destination changed) {
        if (changed.extendedS3 != null) {
            if (DynamicPartitioningConfiguration.on(changed.extendedS3.dynamicPartitioningConfiguration())
                    != (extendedS3 != null
                            && DynamicPartitioningConfiguration.on(extendedS3.dynamicPartitioningConfiguration())))
                throw InvalidArgument.of(
                        "Dynamic Partitioning can only be enabled when a delivery stream is created, and not be disabled.");
            if (extendedS3 != null)
                S3Rules.checkBackupGoesOn(extendedS3.s3BackupMode(), changed.extendedS3.s3BackupMode());
        }
        if (changed.redshift != null && redshift != null)
            S3Rules.checkBackupGoesOn(redshift.s3BackupMode(), changed.redshift.s3BackupMode());
    }

    private void requireAll() {
        try {
            switch (configuration()) {
                case ExtendedS3DestinationConfiguration c ->
                    Codec.of(ExtendedS3DestinationConfiguration.class).check(c, false);
                case HttpEndpointDestinationConfiguration c ->
                    Codec.of(HttpEndpointDestinationConfiguration.class).check(c, false);
                case IcebergDestinationConfiguration c ->
                    Codec.of(IcebergDestinationConfiguration.class).check(c, false);
                case OpenSearchDestinationConfiguration c ->
                    Codec.of(OpenSearchDestinationConfiguration.class).check(c, false);
                case RedshiftDestinationConfiguration c ->
                    Codec.of(RedshiftDestinationConfiguration.class).check(c, false);
                case ServerlessDestinationConfiguration c ->
                    Codec.of(ServerlessDestinationConfiguration.class).check(c, false);
                case SnowflakeDestinationConfiguration c ->
                    Codec.of(SnowflakeDestinationConfiguration.class).check(c, false);
                case SplunkDestinationConfiguration c ->
                    Codec.of(SplunkDestinationConfiguration.class).check(c, false);
            }
        } catch (ApiException e) {
            throw InvalidArgument.of("All parameters must be specified when the type of a destination changes: "
                    + e.error().message());
        }
    }

    /** What is told of it; one in S3 in both shapes. */
    public DestinationDescription described() {
        return new DestinationDescription(
                id,
                extendedS3 == null ? null : extendedS3.describedAsS3(),
                extendedS3 == null ? null : extendedS3.described(),
                redshift == null ? null : redshift.described(),
                elasticsearch == null ? null : elasticsearch.described(),
                openSearch == null ? null : openSearch.described(),
                splunk == null ? null : splunk.described(),
                httpEndpoint == null ? null : httpEndpoint.described(),
                snowflake == null ? null : snowflake.described(),
                serverless == null ? null : serverless.described(),
                iceberg == null ? null : iceberg.described());
    }
}
