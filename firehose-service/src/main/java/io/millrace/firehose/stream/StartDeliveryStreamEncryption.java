package io.millrace.firehose.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** Would encrypt what waits for its delivery. There is no encryption at rest in this version, so it refuses what it can't keep. */
public final class StartDeliveryStreamEncryption
        implements Operation<StartDeliveryStreamEncryption.Input, Operation.NoOutput> {
    private final DeliveryStreams streams;

    StartDeliveryStreamEncryption(DeliveryStreams streams) {
        this.streams = streams;
    }

    public record Input(
            @Constraint.Required @DeliveryStreamName @Nullable
            String deliveryStreamName,

            @Nullable EncryptionInput deliveryStreamEncryptionConfigurationInput) {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        var stream = streams.active(input.deliveryStreamName, caller);
        EncryptionRules.checkDirectPut(stream);
        throw EncryptionRules.refused(stream.name(), stream.account());
    }
}
