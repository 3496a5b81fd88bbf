package io.millrace.firehose.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** Begins the deletion of a delivery stream and of what it holds, which is not delivered any more. Until it is gone its status is DELETING. */
public final class DeleteDeliveryStream implements Operation<DeleteDeliveryStream.Input, Operation.NoOutput> {
    private final DeliveryStreams streams;
    private final DeliveryStreamStore store;
    private final Lifecycle lifecycle;

    DeleteDeliveryStream(DeliveryStreams streams, DeliveryStreamStore store, Lifecycle lifecycle) {
        this.streams = streams;
        this.store = store;
        this.lifecycle = lifecycle;
    }

    public record Input(
            @Constraint.Required @DeliveryStreamName @Nullable
            String deliveryStreamName,

            @Nullable Boolean allowForceDelete) {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        var stream = streams.named(input.deliveryStreamName, caller);
        switch (stream.status()) {
            case CREATING -> throw FirehoseErrors.notActive(stream);
            case DELETING -> {
                // is on its way
            }
            case ACTIVE, CREATING_FAILED, DELETING_FAILED ->
                lifecycle.advance(store.update(stream.id(), row -> row.status = DeliveryStream.Status.DELETING));
        }
        return NoOutput.DONE;
    }
}
