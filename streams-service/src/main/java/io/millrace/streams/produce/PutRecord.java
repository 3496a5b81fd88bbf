package io.millrace.streams.produce;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.shard.SequenceNumber;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.StreamAddress;
import io.millrace.streams.stream.StreamArn;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.streams.stream.StreamName;
import io.millrace.streams.stream.Streams;
import io.millrace.wire.Constraint;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts one record and answers when it is on disk. */
public final class PutRecord implements Operation<PutRecord.Input, PutRecord.Output> {
    private final Streams streams;
    private final Appender appender;
    private final InstantSource clock;

    public PutRecord(Streams streams, Appender appender, InstantSource clock) {
        this.streams = streams;
        this.appender = appender;
        this.clock = clock;
    }

    public record Input(
            @StreamName @Nullable String streamName,

            @Constraint.Required @Constraint.Length(max = 10485760)
            byte @Nullable [] data,

            @Constraint.Required @Constraint.Length(min = 1, max = 256) @Nullable
            String partitionKey,

            @Constraint.Pattern("0|([1-9]\\d{0,38})") @Nullable
            String explicitHashKey,

            @Constraint.Pattern("0|([1-9]\\d{0,128})") @Nullable
            String sequenceNumberForOrdering,

            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    public record Output(
            String shardId, String sequenceNumber, @Nullable String encryptionType) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var stream = streams.serving(input, caller);
        String ordering = input.sequenceNumberForOrdering;
        // A shard's numbers grow in commit order anyway; what is left to do is to refuse a number that is none.
        if (ordering != null
                && SequenceNumber.parse(ordering)
                        .filter(number -> number.arrived() <= clock.instant().getEpochSecond())
                        .isEmpty()) throw ProduceErrors.invalidOrdering(ordering, stream.name(), caller.account());
        var entry = new Appender.Entry(
                Objects.requireNonNull(input.data),
                Objects.requireNonNull(input.partitionKey),
                input.explicitHashKey,
                "data");
        var stored = appender.append(stream, List.of(entry)).getFirst();
        if (stored.throttled())
            throw ProduceErrors.throttled(
                    ProduceErrors.rateExceeded(stored.shard().id(), stream));
        String number = stored.sequenceNumber();
        if (number == null) throw StreamErrors.streamNotFound(stream.name(), caller.account());
        return new Output(stored.shard().id(), number, null);
    }
}
