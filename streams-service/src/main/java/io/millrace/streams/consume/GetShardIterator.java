package io.millrace.streams.consume;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.shard.SequenceNumber;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardId;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.ShardIdText;
import io.millrace.streams.stream.Stream;
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
        String shardId = Objects.requireNonNull(input.shardId);
        int index = ShardId.parse(shardId)
                .orElseThrow(() -> StreamErrors.shardNotFound(shardId, stream.name(), caller.account()));
        if (stream.status() == StreamStatus.CREATING)
            throw StreamErrors.streamNotFound(stream.name(), caller.account());
        var shard = stream.shards().byIndex(index);
        if (shard == null) throw StreamErrors.shardDoesNotExist(ShardId.of(index), stream.name(), caller.account());
        return new Output(iterators.at(stream, shard, position(input, stream, shard)));
    }

    private long position(Input input, Stream stream, Shard shard) {
        String type = Objects.requireNonNull(input.shardIteratorType);
        String number = input.startingSequenceNumber;
        boolean byNumber = type.endsWith("_SEQUENCE_NUMBER");
        if (byNumber != (number != null))
            throw StreamErrors.invalidArgument(
                    "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or "
                            + "(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified " + type
                            + " and " + (number == null ? "no" : "also a") + " StartingSequenceNumber.");
        boolean byTime = type.equals("AT_TIMESTAMP");
        if (byTime != (input.timestamp != null))
            throw StreamErrors.invalidArgument(
                    byTime
                            ? "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter."
                            : "Timestamp can only be specified for iterator of type AT_TIMESTAMP. Request specified "
                                    + type + ".");
        return switch (type) {
            case "LATEST" -> shard.log().end();
            case "TRIM_HORIZON" -> shard.log().start();
            case "AT_TIMESTAMP" -> atTime(Objects.requireNonNull(input.timestamp), shard);
            default -> {
                var start = parse(Objects.requireNonNull(number), stream, shard);
                yield type.startsWith("AFTER") ? start.index() : Math.max(0, start.index() - 1);
            }
        };
    }

    private long atTime(Instant time, Shard shard) {
        Instant now = clock.instant();
        if (time.isAfter(now))
            throw StreamErrors.invalidArgument("The timestampInMillis parameter cannot be greater than the"
                    + " currentTimestampInMillis. timestampInMillis: " + time.toEpochMilli()
                    + ", currentTimestampInMillis: " + now.toEpochMilli());
        return shard.log().firstAtOrAfter(time.toEpochMilli());
    }

    private static SequenceNumber parse(String text, Stream stream, Shard shard) {
        var where = " used in GetShardIterator on shard " + shard.id() + " in stream " + stream.name()
                + " under account " + stream.account() + " is invalid";
        var number = SequenceNumber.parse(text)
                .orElseThrow(() -> StreamErrors.invalidArgument("StartingSequenceNumber " + text + where + "."));
        if (number.shard() != shard.index())
            throw StreamErrors.invalidArgument("Invalid StartingSequenceNumber. It encodes "
                    + ShardId.of(number.shard()) + ", while it was used in a call to a shard with " + shard.id());
        if (number.shardCreated() != shard.createdSecond())
            throw StreamErrors.invalidArgument(
                    "StartingSequenceNumber " + text + where + " because it did not come from this stream.");
        return number;
    }
}
