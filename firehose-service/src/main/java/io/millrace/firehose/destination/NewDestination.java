package io.millrace.firehose.destination;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The destination in a request that makes a stream: one of these, if the request is right. */
public interface NewDestination {
    @Nullable
    S3DestinationConfiguration s3DestinationConfiguration();

    @Nullable
    ExtendedS3DestinationConfiguration extendedS3DestinationConfiguration();

    @Nullable
    RedshiftDestinationConfiguration redshiftDestinationConfiguration();

    @Nullable
    OpenSearchDestinationConfiguration elasticsearchDestinationConfiguration();

    @Nullable
    OpenSearchDestinationConfiguration amazonopensearchserviceDestinationConfiguration();

    @Nullable
    SplunkDestinationConfiguration splunkDestinationConfiguration();

    @Nullable
    HttpEndpointDestinationConfiguration httpEndpointDestinationConfiguration();

    @Nullable
    ServerlessDestinationConfiguration amazonOpenSearchServerlessDestinationConfiguration();

    @Nullable
    SnowflakeDestinationConfiguration snowflakeDestinationConfiguration();

    @Nullable
    IcebergDestinationConfiguration icebergDestinationConfiguration();

    /** Whatever is there. */
    default List<Record> given() {
        return Stream.<@Nullable Record>of(
                        s3DestinationConfiguration(),
                        extendedS3DestinationConfiguration(),
                        redshiftDestinationConfiguration(),
                        elasticsearchDestinationConfiguration(),
                        amazonopensearchserviceDestinationConfiguration(),
                        splunkDestinationConfiguration(),
                        httpEndpointDestinationConfiguration(),
                        amazonOpenSearchServerlessDestinationConfiguration(),
                        snowflakeDestinationConfiguration(),
                        icebergDestinationConfiguration())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
