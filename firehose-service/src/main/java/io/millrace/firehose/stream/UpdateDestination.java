package io.millrace.firehose.stream;

import io.millrace.firehose.destination.DestinationChange;
import io.millrace.firehose.destination.ExtendedS3DestinationUpdate;
import io.millrace.firehose.destination.HttpEndpointDestinationUpdate;
import io.millrace.firehose.destination.IcebergDestinationUpdate;
import io.millrace.firehose.destination.OpenSearchDestinationUpdate;
import io.millrace.firehose.destination.RedshiftDestinationUpdate;
import io.millrace.firehose.destination.S3DestinationUpdate;
import io.millrace.firehose.destination.ServerlessDestinationUpdate;
import io.millrace.firehose.destination.SnowflakeDestinationUpdate;
import io.millrace.firehose.destination.SplunkDestinationUpdate;
import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes the destination of a delivery stream, which stays ACTIVE. Records that are put from now on go there as it says now. */
public final class UpdateDestination implements Operation<UpdateDestination.Input, Operation.NoOutput> {
    private final DeliveryStreamStore store;
    private final DeliveryStreams streams;
    private final StreamRules rules;
    private final InstantSource clock;

    UpdateDestination(DeliveryStreamStore store, DeliveryStreams streams, StreamRules rules, InstantSource clock) {
        this.store = store;
        this.streams = streams;
        this.rules = rules;
        this.clock = clock;
    }

    public record Input(
            @Constraint.Required @DeliveryStreamName @Nullable
            String deliveryStreamName,

            @Constraint.Required @Constraint.Pattern("[0-9]+") @Constraint.Length(min = 1, max = 50) @Nullable
            String currentDeliveryStreamVersionId,

            @Constraint.Required @Constraint.Pattern("[a-zA-Z0-9-]+") @Constraint.Length(min = 1, max = 100) @Nullable
            String destinationId,

            @Nullable S3DestinationUpdate s3DestinationUpdate,
            @Nullable ExtendedS3DestinationUpdate extendedS3DestinationUpdate,
            @Nullable RedshiftDestinationUpdate redshiftDestinationUpdate,
            @Nullable OpenSearchDestinationUpdate elasticsearchDestinationUpdate,
            @Nullable OpenSearchDestinationUpdate amazonopensearchserviceDestinationUpdate,
            @Nullable SplunkDestinationUpdate splunkDestinationUpdate,
            @Nullable HttpEndpointDestinationUpdate httpEndpointDestinationUpdate,
            @Nullable ServerlessDestinationUpdate amazonOpenSearchServerlessDestinationUpdate,
            @Nullable SnowflakeDestinationUpdate snowflakeDestinationUpdate,
            @Nullable IcebergDestinationUpdate icebergDestinationUpdate)
            implements DestinationChange {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        store.exclusively(() -> {
            var stream = streams.active(input.deliveryStreamName, caller);
            String version = Objects.requireNonNull(input.currentDeliveryStreamVersionId);
            if (!version.equals(Long.toString(stream.version())))
                throw FirehoseErrors.concurrentModification(stream, version);
            if (!stream.destination().id().equals(input.destinationId))
                throw FirehoseErrors.invalidArgument("Destination Id " + input.destinationId + " not found");
            var destination = stream.destination().updatedBy(input);
            rules.supported().check(destination);
            String stored = store.stored(stream, destination);
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            return store.update(stream.id(), row -> {
                row.destination = stored;
                row.version = stream.version() + 1;
                row.updatedAt = now;
            });
        });
        return NoOutput.DONE;
    }
}
