package io.millrace.streams.fanout;

import io.millrace.identity.Caller;
import io.millrace.kit.request.ApiRequest;
import io.millrace.kit.request.FastPath;
import io.millrace.kit.request.Operation;
import io.millrace.streams.consume.StartingPoint;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.ShardIdText;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.streams.stream.StreamStatus;
import io.millrace.wire.Codec;
import io.millrace.wire.Constraint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pushes the records of a shard to a consumer for five minutes. The answer is a stream of events, so all of it happens on
 * the event loop of the connection; errors before its first byte are ordinary ones. The events are in JSON whichever
 * protocol asked: the SDKs whose default is CBOR make an exception of this operation.
 */
public final class SubscribeToShard implements Operation<SubscribeToShard.Input, Operation.NoOutput>, FastPath {
    private final Codec<Input> codec = Codec.of(Input.class);
    private final Consumers consumers;
    private final Subscriptions subscriptions;
    private final InstantSource clock;

    SubscribeToShard(Consumers consumers, Subscriptions subscriptions, InstantSource clock) {
        this.consumers = consumers;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    public record Input(
            @Constraint.Required @ConsumerArn @Nullable String consumerARN,
            @ReservedStreamId @Nullable String streamId,
            @Constraint.Required @ShardIdText @Nullable String shardId,
            @Constraint.Required @Nullable StartingPosition startingPosition) {}

    /** The structure {@code StartingPosition}. */
    public record StartingPosition(
            @Constraint.Required
            @Constraint.OneOf({"AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON"})
            @Nullable
            String type,

            @Constraint.Pattern("0|([1-9]\\d{0,128})") @Nullable
            String sequenceNumber,

            @Nullable Instant timestamp) {
        private StartingPoint point() {
            return new StartingPoint("SubscribeToShard", Objects.requireNonNull(type), sequenceNumber, timestamp);
        }
    }

    /** Who wants what. */
    private record Subject(Consumer consumer, Stream stream, Shard shard, StartingPoint start) {}

    @Override
    public boolean handle(ApiRequest request) {
        var input = codec.decode(request.protocol(), request.body(), 0, request.bodyLength());
        codec.check(input);
        var subject = subject(input, request.caller());
        if (subject.start.mayWait()) subscriptions.onDiskThread(() -> beginLater(request, subject));
        else begin(request, subject, position(subject));
        return true;
    }

    private Subject subject(Input input, Caller caller) {
        var found = consumers.named(Objects.requireNonNull(input.consumerARN), caller);
        var stream = found.stream();
        if (stream.status() == StreamStatus.DELETING)
            throw StreamErrors.streamNotFound(stream.name(), stream.account());
        if (found.consumer().status() != ConsumerStatus.ACTIVE) throw FanoutErrors.notActive(found.consumer(), stream);
        var shard = stream.shard(Objects.requireNonNull(input.shardId));
        return new Subject(
                found.consumer(),
                stream,
                shard,
                Objects.requireNonNull(input.startingPosition).point());
    }

    private long position(Subject subject) {
        return subject.start.find(subject.stream, subject.shard, clock.instant());
    }

    private void beginLater(ApiRequest request, Subject subject) {
        try {
            long position = position(subject);
            request.exchange().loop().execute(() -> {
                try {
                    begin(request, subject, position);
                } catch (RuntimeException e) {
                    request.fail(e);
                }
            });
        } catch (RuntimeException e) {
            request.fail(e);
        }
    }

    private void begin(ApiRequest request, Subject subject, long position) {
        subscriptions.open(request, subject.consumer, subject.stream, subject.shard, position);
    }

    @Override
    public NoOutput handle(Input input, Caller caller) {
        throw new IllegalStateException("an answer without end has no other way than the short cut");
    }
}
