package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardId;
import io.millrace.wire.Constraint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what a stream is, with its shards, a page at a time. */
public final class DescribeStream implements Operation<DescribeStream.Input, DescribeStream.Output> {
    /** Shards on a page; a higher limit is taken and not reached (API reference). */
    private static final int MAX_PAGE = 100;

    private final Streams streams;
    private final Lifecycle lifecycle;

    DescribeStream(Streams streams, Lifecycle lifecycle) {
        this.streams = streams;
        this.lifecycle = lifecycle;
    }

    public record Input(
            @StreamName @Nullable String streamName,

            @Constraint.Range(min = 1, max = 10000) @Nullable
            Integer limit,

            @ShardIdText @Nullable String exclusiveStartShardId,
            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    public record Output(StreamDescription streamDescription) {}

    public record StreamDescription(
            String streamName,
            String streamARN,
            String streamStatus,
            StreamModeDetails streamModeDetails,
            List<ShardDescription> shards,
            Boolean hasMoreShards,
            Integer retentionPeriodHours,
            Instant streamCreationTimestamp,
            List<EnhancedMetrics> enhancedMonitoring,
            @Nullable String encryptionType,
            @Nullable String keyId) {}

    @Override
    public Output handle(Input input, Caller caller) {
        lifecycle.settle(streams.named(input, caller).id());
        var stream = streams.named(input, caller);
        // A stream that is being made shows no shards yet.
        var shards = stream.status() == StreamStatus.CREATING
                ? List.<Shard>of()
                : stream.shards().all();
        int first = firstAfter(shards, input.exclusiveStartShardId, stream);
        int size = Math.min(input.limit == null ? MAX_PAGE : input.limit, MAX_PAGE);
        int end = Math.min(first + size, shards.size());
        return new Output(new StreamDescription(
                stream.name(),
                stream.arn(),
                stream.status().name(),
                StreamModeDetails.of(stream.mode()),
                shards.subList(first, end).stream().map(ShardDescription::of).toList(),
                end < shards.size(),
                stream.retentionHours(),
                stream.createdAt(),
                EnhancedMetrics.of(stream),
                "NONE",
                null));
    }

    /** The place in a list of the first shard behind a named one. */
    static int firstAfter(List<Shard> shards, @Nullable String exclusiveStart, Stream stream) {
        if (exclusiveStart == null) return 0;
        int index = ShardId.parse(exclusiveStart)
                .orElseThrow(() -> StreamErrors.shardNotFound(exclusiveStart, stream.name(), stream.account()));
        int first = 0;
        while (first < shards.size() && shards.get(first).index() <= index) first++;
        return first;
    }
}
