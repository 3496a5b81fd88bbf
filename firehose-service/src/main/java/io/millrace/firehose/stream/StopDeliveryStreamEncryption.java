package io.millrace.firehose.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** Ends the encryption of what waits for its delivery. No stream is encrypted in this version: the state stays what it is. */
public final class StopDeliveryStreamEncryption
        implements Operation<StopDeliveryStreamEncryption.Input, Operation.NoOutput> {
    private final DeliveryStreams streams;

    StopDeliveryStreamEncryption(DeliveryStreams streams) {
        this.streams = streams;
    }

    public record Input(
            @Constraint.Required @DeliveryStreamName @Nullable
            String deliveryStreamName) {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        EncryptionRules.checkDirectPut(streams.active(input.deliveryStreamName, caller));
        return NoOutput.DONE;
    }
}
