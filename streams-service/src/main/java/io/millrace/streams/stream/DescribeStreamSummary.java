package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what a stream is, without its shards. */
public final class DescribeStreamSummary
        implements Operation<DescribeStreamSummary.Input, DescribeStreamSummary.Output> {
    private final Streams streams;
    private final Lifecycle lifecycle;
    private final RegisteredConsumers consumers;

    DescribeStreamSummary(Streams streams, Lifecycle lifecycle, RegisteredConsumers consumers) {
        this.streams = streams;
        this.lifecycle = lifecycle;
        this.consumers = consumers;
    }

    public record Input(
            @StreamName @Nullable String streamName,
            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    public record Output(StreamDescriptionSummary streamDescriptionSummary) {}

    public record StreamDescriptionSummary(
            String streamName,
            String streamARN,
            @Nullable String streamId,
            String streamStatus,
            StreamModeDetails streamModeDetails,
            Integer retentionPeriodHours,
            Instant streamCreationTimestamp,
            List<EnhancedMetrics> enhancedMonitoring,
            @Nullable String encryptionType,
            @Nullable String keyId,
            Integer openShardCount,
            Integer consumerCount,
            WarmThroughput.@Nullable Description warmThroughput,
            Integer maxRecordSizeInKiB) {}

    @Override
    public Output handle(Input input, Caller caller) {
        lifecycle.settle(streams.named(input, caller).id());
        var stream = streams.named(input, caller);
        return new Output(new StreamDescriptionSummary(
                stream.name(),
                stream.arn(),
                null,
                stream.status().name(),
                StreamModeDetails.of(stream.mode()),
                stream.retentionHours(),
                stream.createdAt(),
                EnhancedMetrics.of(stream),
                "NONE",
                null,
                stream.status() == StreamStatus.CREATING ? 0 : stream.shards().openCount(),
                consumers.count(stream.id()),
                WarmThroughput.describe(stream),
                stream.maxRecordBytes() / 1024));
    }
}
