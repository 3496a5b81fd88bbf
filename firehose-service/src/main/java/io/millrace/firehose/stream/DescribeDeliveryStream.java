package io.millrace.firehose.stream;

import io.millrace.firehose.destination.DestinationDescription;
import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what a delivery stream is. Secrets are told to nobody. */
public final class DescribeDeliveryStream
        implements Operation<DescribeDeliveryStream.Input, DescribeDeliveryStream.Output> {
    private final DeliveryStreams streams;

    DescribeDeliveryStream(DeliveryStreams streams) {
        this.streams = streams;
    }

    public record Input(
            @Constraint.Required @DeliveryStreamName @Nullable
            String deliveryStreamName,

            @Constraint.Range(min = 1, max = 10000) @Nullable
            Integer limit,

            @Constraint.Pattern("[a-zA-Z0-9-]+") @Constraint.Length(min = 1, max = 100) @Nullable
            String exclusiveStartDestinationId) {}

    public record Output(DeliveryStreamDescription deliveryStreamDescription) {}

    public record DeliveryStreamDescription(
            String deliveryStreamName,
            @Constraint.Name("DeliveryStreamARN") String deliveryStreamArn,
            String deliveryStreamStatus,
            @Nullable FailureDescription failureDescription,
            EncryptionDescription deliveryStreamEncryptionConfiguration,
            String deliveryStreamType,
            String versionId,
            Instant createTimestamp,
            @Nullable Instant lastUpdateTimestamp,
            @Nullable SourceDescription source,
            List<DestinationDescription> destinations,
            Boolean hasMoreDestinations) {}

    public record EncryptionDescription(
            @Constraint.Name("KeyARN") @Nullable String keyArn,
            @Nullable String keyType,
            String status,
            @Nullable FailureDescription failureDescription) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var stream = streams.named(input.deliveryStreamName, caller);
        String after = input.exclusiveStartDestinationId;
        boolean before = after == null || stream.destination().id().compareTo(after) > 0;
        var failure = stream.failure();
        return new Output(new DeliveryStreamDescription(
                stream.name(),
                stream.arn(),
                stream.status().name(),
                failure == null ? null : new FailureDescription(failure.type(), failure.details()),
                new EncryptionDescription(
                        stream.encryption().keyArn(),
                        stream.encryption().keyType(),
                        stream.encryption().status(),
                        null),
                stream.type().name(),
                Long.toString(stream.version()),
                stream.createdAt(),
                stream.updatedAt(),
                SourceDescription.of(stream),
                before ? List.of(stream.destination().described()) : List.of(),
                false));
    }
}
