package io.millrace.streams.fanout;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.StreamArn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Begins the end of a consumer. Its subscriptions end now; until it is gone its status is DELETING. */
public final class DeregisterStreamConsumer implements Operation<DeregisterStreamConsumer.Input, Operation.NoOutput> {
    private final Consumers consumers;
    private final ConsumerStore store;
    private final ConsumerLifecycle lifecycle;

    DeregisterStreamConsumer(Consumers consumers, ConsumerStore store, ConsumerLifecycle lifecycle) {
        this.consumers = consumers;
        this.store = store;
        this.lifecycle = lifecycle;
    }

    public record Input(
            @StreamArn @Nullable String streamARN,
            @ConsumerName @Nullable String consumerName,
            @ConsumerArn @Nullable String consumerARN,
            @ReservedStreamId @Nullable String streamId)
            implements ConsumerAddress {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        var consumer = consumers.named(input, caller).consumer();
        if (consumer.status() == ConsumerStatus.DELETING) return NoOutput.DONE;
        var deleting = store.change(
                consumer.id(), Set.of(ConsumerStatus.CREATING, ConsumerStatus.ACTIVE), ConsumerStatus.DELETING);
        if (deleting != null) lifecycle.advance(deleting);
        return NoOutput.DONE;
    }
}
