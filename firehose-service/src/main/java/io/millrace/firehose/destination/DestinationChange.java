package io.millrace.firehose.destination;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The destination in a request that changes a stream: one of these, if the request is right. */
public interface DestinationChange {
    @Nullable
    S3DestinationUpdate s3DestinationUpdate();

    @Nullable
    ExtendedS3DestinationUpdate extendedS3DestinationUpdate();

    @Nullable
    RedshiftDestinationUpdate redshiftDestinationUpdate();

    @Nullable
    OpenSearchDestinationUpdate elasticsearchDestinationUpdate();

    @Nullable
    OpenSearchDestinationUpdate amazonopensearchserviceDestinationUpdate();

    @Nullable
    SplunkDestinationUpdate splunkDestinationUpdate();

    @Nullable
    HttpEndpointDestinationUpdate httpEndpointDestinationUpdate();

    @Nullable
    ServerlessDestinationUpdate amazonOpenSearchServerlessDestinationUpdate();

    @Nullable
    SnowflakeDestinationUpdate snowflakeDestinationUpdate();

    @Nullable
    IcebergDestinationUpdate icebergDestinationUpdate();

    /** Whatever is there. */
    default List<Record> given() {
        return Stream.<@Nullable Record>of(
                        s3DestinationUpdate(),
                        extendedS3DestinationUpdate(),
                        redshiftDestinationUpdate(),
                        elasticsearchDestinationUpdate(),
                        amazonopensearchserviceDestinationUpdate(),
                        splunkDestinationUpdate(),
                        httpEndpointDestinationUpdate(),
                        amazonOpenSearchServerlessDestinationUpdate(),
                        snowflakeDestinationUpdate(),
                        icebergDestinationUpdate())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
