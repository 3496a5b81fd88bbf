package io.millrace.firehose.stream;

import io.millrace.firehose.destination.Destination;
import io.millrace.firehose.destination.ExtendedS3DestinationConfiguration;
import io.millrace.firehose.destination.Feature;
import io.millrace.firehose.destination.HttpEndpointDestinationConfiguration;
import io.millrace.firehose.destination.IcebergDestinationConfiguration;
import io.millrace.firehose.destination.NewDestination;
import io.millrace.firehose.destination.OpenSearchDestinationConfiguration;
import io.millrace.firehose.destination.RedshiftDestinationConfiguration;
import io.millrace.firehose.destination.S3DestinationConfiguration;
import io.millrace.firehose.destination.ServerlessDestinationConfiguration;
import io.millrace.firehose.destination.SnowflakeDestinationConfiguration;
import io.millrace.firehose.destination.SplunkDestinationConfiguration;
import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/** Makes a delivery stream. It can be used when its status is ACTIVE. */
public final class CreateDeliveryStream implements Operation<CreateDeliveryStream.Input, CreateDeliveryStream.Output> {
    private final DeliveryStreamStore store;
    private final DeliveryStreams streams;
    private final Lifecycle lifecycle;
    private final StreamTags tags;
    private final StreamRules rules;
    private final InstantSource clock;

    CreateDeliveryStream(
            DeliveryStreamStore store,
            DeliveryStreams streams,
            Lifecycle lifecycle,
            StreamTags tags,
            StreamRules rules,
            InstantSource clock) {
        this.store = store;
        this.streams = streams;
        this.lifecycle = lifecycle;
        this.tags = tags;
        this.rules = rules;
        this.clock = clock;
    }

    public record Input(
            @Constraint.Required @DeliveryStreamName @Nullable
            String deliveryStreamName,

            @Constraint.OneOf({"DirectPut", "KinesisStreamAsSource", "MSKAsSource", "DatabaseAsSource"}) @Nullable
            String deliveryStreamType,

            @Nullable DirectPutSourceConfiguration directPutSourceConfiguration,
            @Nullable KinesisStreamSourceConfiguration kinesisStreamSourceConfiguration,
            @Nullable EncryptionInput deliveryStreamEncryptionConfigurationInput,
            @Nullable S3DestinationConfiguration s3DestinationConfiguration,
            @Nullable ExtendedS3DestinationConfiguration extendedS3DestinationConfiguration,
            @Nullable RedshiftDestinationConfiguration redshiftDestinationConfiguration,
            @Nullable OpenSearchDestinationConfiguration elasticsearchDestinationConfiguration,
            @Nullable OpenSearchDestinationConfiguration amazonopensearchserviceDestinationConfiguration,
            @Nullable SplunkDestinationConfiguration splunkDestinationConfiguration,
            @Nullable HttpEndpointDestinationConfiguration httpEndpointDestinationConfiguration,
            @Constraint.Length(min = 1, max = 50) @Nullable List<Tag> tags,
            @Nullable ServerlessDestinationConfiguration amazonOpenSearchServerlessDestinationConfiguration,

            @Constraint.Name("MSKSourceConfiguration") @Nullable
            MskSourceConfiguration mskSourceConfiguration,

            @Nullable SnowflakeDestinationConfiguration snowflakeDestinationConfiguration,
            @Nullable IcebergDestinationConfiguration icebergDestinationConfiguration,
            @Nullable DatabaseSourceConfiguration databaseSourceConfiguration)
            implements NewDestination {}

    public record Output(
            @Constraint.Name("DeliveryStreamARN") String deliveryStreamArn) {}

    @Override
    public Output handle(Input input, Caller caller) {
        String name = Objects.requireNonNull(input.deliveryStreamName);
        var destination = Destination.of(input);
        var type = type(input);
        checkSource(input, type);
        if (input.deliveryStreamEncryptionConfigurationInput != null)
            throw EncryptionRules.refused(name, caller.account());
        var newTags = input.tags == null ? List.<Tag>of() : input.tags;
        StreamTags.checkKeys(newTags);
        rules.supported().check(destination);
        if (type == DeliveryStream.Type.KinesisStreamAsSource) rules.supported().check(Feature.KINESIS_STREAM_SOURCE);
        // Whole milliseconds, as the wire shows it: the table must not know it better.
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var created = store.exclusively(() -> {
            if (streams.find(caller.account(), name) != null)
                throw FirehoseErrors.alreadyExists(name, caller.account());
            if (streams.list(caller.account(), null).size() >= rules.limit())
                throw FirehoseErrors.limitExceeded(
                        "You have already consumed your firehose quota of " + rules.limit() + " hoses.");
            try {
                return store.create(
                        stream(caller.account(), name, type, destination, input, now), id -> tags.put(id, newTags));
            } catch (DataIntegrityViolationException e) {
                throw FirehoseErrors.alreadyExists(name, caller.account());
            }
        });
        lifecycle.advance(created);
        return new Output(created.arn());
    }

    private static DeliveryStream.Type type(Input input) {
        String given =
                input.deliveryStreamType == null ? DeliveryStream.Type.DirectPut.name() : input.deliveryStreamType;
        return switch (given) {
            case "DirectPut" -> DeliveryStream.Type.DirectPut;
            case "KinesisStreamAsSource" -> DeliveryStream.Type.KinesisStreamAsSource;
            default ->
                throw FirehoseErrors.invalidArgument("The delivery stream type " + given
                        + " is not supported by Millrace, see docs/compatibility.md." + " Nothing was changed.");
        };
    }

    private static void checkSource(Input input, DeliveryStream.Type type) {
        boolean stream = input.kinesisStreamSourceConfiguration != null;
        if (type == DeliveryStream.Type.KinesisStreamAsSource && !stream)
            throw FirehoseErrors.invalidArgument(
                    "KinesisStreamSourceConfiguration must be specified for the delivery stream type KinesisStreamAsSource.");
        if (type != DeliveryStream.Type.KinesisStreamAsSource && stream)
            throw FirehoseErrors.invalidArgument(
                    "KinesisStreamSourceConfiguration is only valid for the delivery stream type KinesisStreamAsSource.");
        if (type != DeliveryStream.Type.DirectPut && input.directPutSourceConfiguration != null)
            throw FirehoseErrors.invalidArgument(
                    "DirectPutSourceConfiguration is only valid for the delivery stream type DirectPut.");
        if (input.mskSourceConfiguration != null)
            throw FirehoseErrors.invalidArgument(
                    "MSKSourceConfiguration is only valid for the delivery stream type MSKAsSource.");
        if (input.databaseSourceConfiguration != null)
            throw FirehoseErrors.invalidArgument(
                    "DatabaseSourceConfiguration is only valid for the delivery stream type DatabaseAsSource.");
    }

    private DeliveryStream stream(
            String account, String name, DeliveryStream.Type type, Destination destination, Input input, Instant now) {
        var source = input.kinesisStreamSourceConfiguration;
        var hint = input.directPutSourceConfiguration;
        return new DeliveryStream(
                0,
                account,
                name,
                streams.arn(account, name),
                type,
                DeliveryStream.Status.CREATING,
                1,
                now,
                null,
                destination,
                source == null
                        ? null
                        : new KinesisStreamSource(
                                Objects.requireNonNull(source.kinesisStreamARN()),
                                Objects.requireNonNull(source.roleARN()),
                                now),
                Encryption.DISABLED,
                null,
                hint == null ? null : hint.throughputHintInMBs());
    }
}
