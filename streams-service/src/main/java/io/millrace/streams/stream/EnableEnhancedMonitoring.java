package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Switches metrics of a stream's single shards on. */
public final class EnableEnhancedMonitoring implements Operation<EnableEnhancedMonitoring.Input, ShardMetrics.Output> {
    private final ShardMetrics metrics;

    EnableEnhancedMonitoring(ShardMetrics metrics) {
        this.metrics = metrics;
    }

    public record Input(
            @StreamName @Nullable String streamName,

            @Constraint.Required @Constraint.Length(min = 1, max = 7) @Nullable
            List<@ShardLevelMetric String> shardLevelMetrics,

            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    @Override
    public ShardMetrics.Output handle(Input input, Caller caller) {
        var named = Objects.requireNonNull(input.shardLevelMetrics);
        return metrics.change(input, caller, before -> ShardMetrics.with(before, named));
    }
}
