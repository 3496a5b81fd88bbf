package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import org.jspecify.annotations.Nullable;

/** Begins the deletion of a stream with all its records and, if the caller insists, its consumers. Until it is gone its status is DELETING. */
public final class DeleteStream implements Operation<DeleteStream.Input, Operation.NoOutput> {
    private final Streams streams;
    private final StreamStore store;
    private final Lifecycle lifecycle;
    private final RegisteredConsumers consumers;

    DeleteStream(Streams streams, StreamStore store, Lifecycle lifecycle, RegisteredConsumers consumers) {
        this.streams = streams;
        this.store = store;
        this.lifecycle = lifecycle;
        this.consumers = consumers;
    }

    public record Input(
            @StreamName @Nullable String streamName,
            @Nullable Boolean enforceConsumerDeletion,
            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        var stream = streams.named(input, caller);
        if (stream.status() == StreamStatus.DELETING) return NoOutput.DONE;
        boolean evenWithConsumers = Boolean.TRUE.equals(input.enforceConsumerDeletion);
        lifecycle.advance(store.exclusively(() -> {
            if (!evenWithConsumers && consumers.count(stream.id()) > 0) throw StreamErrors.hasConsumers(stream);
            return store.update(stream.id(), row -> row.status = StreamStatus.DELETING);
        }));
        return NoOutput.DONE;
    }
}
