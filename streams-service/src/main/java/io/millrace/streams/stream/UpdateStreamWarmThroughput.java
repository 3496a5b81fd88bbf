package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Has an on-demand stream ready for so much at any time. */
public final class UpdateStreamWarmThroughput
        implements Operation<UpdateStreamWarmThroughput.Input, UpdateStreamWarmThroughput.Output> {
    private final StreamChange change;
    private final WarmThroughput warmth;

    UpdateStreamWarmThroughput(StreamChange change, WarmThroughput warmth) {
        this.change = change;
        this.warmth = warmth;
    }

    public record Input(
            @StreamArn @Nullable String streamARN,
            @StreamName @Nullable String streamName,
            @ReservedStreamId @Nullable String streamId,

            @Constraint.Required @Constraint.Range(min = 0) @Nullable
            Integer warmThroughputMiBps)
            implements StreamAddress {}

    public record Output(String streamARN, String streamName, WarmThroughput.Description warmThroughput) {}

    @Override
    public Output handle(Input input, Caller caller) {
        int mibps = Objects.requireNonNull(input.warmThroughputMiBps);
        var stream = change.begin(input, caller, (known, row) -> warmth.set(known, row, mibps));
        int current = Math.min(mibps, stream.shards().openCount());
        return new Output(stream.arn(), stream.name(), new WarmThroughput.Description(mibps, current));
    }
}
