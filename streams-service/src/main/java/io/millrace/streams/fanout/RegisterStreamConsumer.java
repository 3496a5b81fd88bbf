package io.millrace.streams.fanout;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.StreamAddress;
import io.millrace.streams.stream.StreamArn;
import io.millrace.streams.stream.StreamTags;
import io.millrace.streams.stream.Streams;
import io.millrace.wire.Constraint;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Registers a consumer with a stream. It can subscribe when its status is ACTIVE. */
public final class RegisterStreamConsumer
        implements Operation<RegisterStreamConsumer.Input, RegisterStreamConsumer.Output> {
    private final Streams streams;
    private final ConsumerStore store;
    private final ConsumerLifecycle lifecycle;
    private final InstantSource clock;

    RegisterStreamConsumer(Streams streams, ConsumerStore store, ConsumerLifecycle lifecycle, InstantSource clock) {
        this.streams = streams;
        this.store = store;
        this.lifecycle = lifecycle;
        this.clock = clock;
    }

    public record Input(
            @Constraint.Required @StreamArn @Nullable String streamARN,
            @Constraint.Required @ConsumerName @Nullable String consumerName,
            @ReservedStreamId @Nullable String streamId,

            @Constraint.Length(min = 1, max = 200) @Nullable
            Map<@Constraint.Length(min = 1, max = 128) String, @Constraint.Length(max = 256) String> tags)
            implements StreamAddress {
        @Override
        public @Nullable String streamName() {
            return null;
        }
    }

    public record Output(ConsumerSummary consumer) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var stream = streams.named(input, caller);
        if (input.tags != null) StreamTags.check(stream.name(), stream.account(), input.tags, Map.of());
        // Whole milliseconds, as the wire shows it: the table must not know it better.
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var consumer = store.register(stream.id(), Objects.requireNonNull(input.consumerName), now, input.tags);
        lifecycle.advance(consumer);
        return new Output(ConsumerSummary.of(consumer, stream));
    }
}
