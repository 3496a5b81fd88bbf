package io.millrace.streams.consume;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.ShardIdText;
import io.millrace.streams.stream.StreamAddress;
import io.millrace.streams.stream.StreamArn;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.streams.stream.StreamName;
import io.millrace.streams.stream.StreamStatus;
import io.millrace.streams.stream.Streams;
import io.millrace.wire.Constraint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives a place in a shard to read from. LATEST means the end of the shard at the time of this call. */
public final class GetShardIterator implements Operation<GetShardIterator.Input, GetShardIterator.Output> {
    private final Streams streams;
    private final ShardIterators iterators;
    private final InstantSource clock;

    public GetShardIterator(Streams streams, ShardIterators iterators, InstantSource clock) {
        this.streams = streams;
        this.iterators = iterators;
        this.clock = clock;
    }

    public record Input(
            @StreamName @Nullable String streamName,
            @Constraint.Required @ShardIdText @Nullable String shardId,

            @Constraint.Required
            @Constraint.OneOf({"AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON"})
            @Nullable
            String shardIteratorType,

            @Constraint.Pattern("0|([1-9]\\d{0,128})") @Nullable
            String startingSequenceNumber,

            @Nullable Instant timestamp,
            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    public record Output(String shardIterator) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var stream = streams.named(input, caller);
        if (stream.status() == StreamStatus.CREATING)
            throw StreamErrors.streamNotFound(stream.name(), caller.account());
        var shard = stream.shard(Objects.requireNonNull(input.shardId));
        var start = new StartingPoint(
                "GetShardIterator",
                Objects.requireNonNull(input.shardIteratorType),
                input.startingSequenceNumber,
                input.timestamp);
        return new Output(iterators.at(stream, shard, start.find(stream, shard, clock.instant())));
    }
}
