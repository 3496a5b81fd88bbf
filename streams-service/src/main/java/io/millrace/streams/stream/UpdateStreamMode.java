package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says who minds the number of a stream's shards from now on. The shards stay as they are. */
public final class UpdateStreamMode implements Operation<UpdateStreamMode.Input, Operation.NoOutput> {
    /** Times within 24 hours (developer guide, capacity modes). */
    private static final int MAX_CHANGES_A_DAY = 2;

    private final StreamChange change;
    private final StreamLimits limits;
    private final WarmThroughput warmth;
    private final InstantSource clock;

    UpdateStreamMode(StreamChange change, StreamLimits limits, WarmThroughput warmth, InstantSource clock) {
        this.change = change;
        this.limits = limits;
        this.warmth = warmth;
        this.clock = clock;
    }

    public record Input(
            @Constraint.Required @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId,
            @Constraint.Required @Nullable StreamModeDetails streamModeDetails,

            @Constraint.Range(min = 0) @Nullable Integer warmThroughputMiBps)
            implements StreamAddress {
        @Override
        public @Nullable String streamName() {
            return null;
        }
    }

    @Override
    public NoOutput handle(Input input, Caller caller) {
        var details = Objects.requireNonNull(input.streamModeDetails);
        var mode = StreamMode.valueOf(Objects.requireNonNull(details.streamMode()));
        change.begin(input, caller, (stream, row) -> {
            if (stream.mode() != mode) {
                limits.check(stream.account(), mode, stream.shards().openCount());
                count(row);
                row.mode = mode;
                row.peakSince = clock.instant();
                row.peakBytes = 0;
                row.peakRecords = 0;
                if (mode == StreamMode.PROVISIONED) row.warmMibps = null;
            }
            if (input.warmThroughputMiBps != null) warmth.set(stream, row, input.warmThroughputMiBps);
        });
        return NoOutput.DONE;
    }

    private void count(StreamEntity row) {
        var limit = new DailyLimit(
                MAX_CHANGES_A_DAY,
                () -> StreamErrors.limitExceeded("The mode of stream " + row.name + " under account " + row.accountId
                        + " was changed " + MAX_CHANGES_A_DAY
                        + " times within the last 24 hours, which is the limit."));
        row.modeChanges = limit.add(row.modeChanges, clock.instant());
    }
}
