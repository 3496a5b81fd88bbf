package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Switches metrics of a stream's single shards off. */
public final class DisableEnhancedMonitoring
        implements Operation<DisableEnhancedMonitoring.Input, ShardMetrics.Output> {
    private final ShardMetrics metrics;

    DisableEnhancedMonitoring(ShardMetrics metrics) {
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
        return metrics.change(input, caller, before -> ShardMetrics.without(before, named));
    }
}
