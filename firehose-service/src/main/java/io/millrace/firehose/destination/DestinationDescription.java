package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What is told of a destination. */
public record DestinationDescription(
        @Constraint.Pattern("[a-zA-Z0-9-]+") @Constraint.Length(min = 1, max = 100) @Nullable
        String destinationId,

        @Nullable S3DestinationDescription s3DestinationDescription,
        @Nullable ExtendedS3DestinationDescription extendedS3DestinationDescription,
        @Nullable RedshiftDestinationDescription redshiftDestinationDescription,
        @Nullable OpenSearchDestinationDescription elasticsearchDestinationDescription,
        @Nullable OpenSearchDestinationDescription amazonopensearchserviceDestinationDescription,
        @Nullable SplunkDestinationDescription splunkDestinationDescription,
        @Nullable HttpEndpointDestinationDescription httpEndpointDestinationDescription,
        @Nullable SnowflakeDestinationDescription snowflakeDestinationDescription,
        @Nullable ServerlessDestinationDescription amazonOpenSearchServerlessDestinationDescription,
        @Nullable IcebergDestinationDescription icebergDestinationDescription) {}
