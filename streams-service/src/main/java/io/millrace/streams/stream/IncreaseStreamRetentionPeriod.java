package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** Keeps records longer. What expired before stays gone. */
public final class IncreaseStreamRetentionPeriod
        implements Operation<IncreaseStreamRetentionPeriod.Input, Operation.NoOutput> {
    private final RetentionPeriod period;

    IncreaseStreamRetentionPeriod(RetentionPeriod period) {
        this.period = period;
    }

    public record Input(
            @StreamName @Nullable String streamName,
            @Constraint.Required @Nullable Integer retentionPeriodHours,
            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        period.change(
                input,
                caller,
                java.util.Objects.requireNonNull(input.retentionPeriodHours),
                RetentionPeriod.Direction.LONGER);
        return NoOutput.DONE;
    }
}
