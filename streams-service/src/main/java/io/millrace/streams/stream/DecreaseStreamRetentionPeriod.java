package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** Keeps records less long. What is older can't be read from now on. */
public final class DecreaseStreamRetentionPeriod
        implements Operation<DecreaseStreamRetentionPeriod.Input, Operation.NoOutput> {
    private final RetentionPeriod period;

    DecreaseStreamRetentionPeriod(RetentionPeriod period) {
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
                RetentionPeriod.Direction.SHORTER);
        return NoOutput.DONE;
    }
}
