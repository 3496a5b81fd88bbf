package io.millrace.streams.stream;

import io.millrace.kit.request.ApiOperation;
import io.millrace.kit.request.Operation.NoOutput;
import io.millrace.streams.account.BillingCommitments;
import io.millrace.streams.token.PageTokens;
import java.time.InstantSource;
import java.util.List;

/** The operations of this feature, ready to be registered. */
public record StreamOperations(
        Streams streams,
        StreamStore store,
        Lifecycle lifecycle,
        RegisteredConsumers consumers,
        StreamTags tags,
        StreamLimits limits,
        BillingCommitments commitments,
        PageTokens tokens,
        InstantSource clock) {

    public List<ApiOperation<?, ?>> all() {
        var period = new RetentionPeriod(streams, store, clock);
        var change = new StreamChange(streams, store, lifecycle);
        var warmth = new WarmThroughput(commitments);
        var metrics = new ShardMetrics(change);
        var resharding = new Resharding(streams, store, lifecycle);
        return List.of(
                new ApiOperation<>(
                        CreateStream.Input.class,
                        NoOutput.class,
                        new CreateStream(store, streams, lifecycle, tags, limits, warmth, clock),
                        null),
                new ApiOperation<>(
                        DeleteStream.Input.class,
                        NoOutput.class,
                        new DeleteStream(streams, store, lifecycle, consumers),
                        null),
                new ApiOperation<>(
                        DescribeStream.Input.class,
                        DescribeStream.Output.class,
                        new DescribeStream(streams, lifecycle),
                        null),
                new ApiOperation<>(
                        DescribeStreamSummary.Input.class,
                        DescribeStreamSummary.Output.class,
                        new DescribeStreamSummary(streams, lifecycle, consumers),
                        null),
                new ApiOperation<>(
                        ListStreams.Input.class, ListStreams.Output.class, new ListStreams(streams, tokens), null),
                new ApiOperation<>(
                        ListShards.Input.class, ListShards.Output.class, new ListShards(streams, tokens, clock), null),
                new ApiOperation<>(
                        DescribeLimits.Input.class, DescribeLimits.Output.class, new DescribeLimits(limits), null),
                new ApiOperation<>(
                        IncreaseStreamRetentionPeriod.Input.class,
                        NoOutput.class,
                        new IncreaseStreamRetentionPeriod(period),
                        null),
                new ApiOperation<>(
                        DecreaseStreamRetentionPeriod.Input.class,
                        NoOutput.class,
                        new DecreaseStreamRetentionPeriod(period),
                        null),
                new ApiOperation<>(SplitShard.Input.class, NoOutput.class, new SplitShard(resharding, limits), null),
                new ApiOperation<>(MergeShards.Input.class, NoOutput.class, new MergeShards(resharding), null),
                new ApiOperation<>(
                        UpdateShardCount.Input.class,
                        UpdateShardCount.Output.class,
                        new UpdateShardCount(resharding, limits, clock),
                        null),
                new ApiOperation<>(
                        UpdateStreamMode.Input.class,
                        NoOutput.class,
                        new UpdateStreamMode(change, limits, warmth, clock),
                        null),
                new ApiOperation<>(
                        UpdateStreamWarmThroughput.Input.class,
                        UpdateStreamWarmThroughput.Output.class,
                        new UpdateStreamWarmThroughput(change, warmth),
                        null),
                new ApiOperation<>(
                        UpdateMaxRecordSize.Input.class, NoOutput.class, new UpdateMaxRecordSize(change), null),
                new ApiOperation<>(
                        EnableEnhancedMonitoring.Input.class,
                        ShardMetrics.Output.class,
                        new EnableEnhancedMonitoring(metrics),
                        null),
                new ApiOperation<>(
                        DisableEnhancedMonitoring.Input.class,
                        ShardMetrics.Output.class,
                        new DisableEnhancedMonitoring(metrics),
                        null),
                new ApiOperation<>(
                        StartStreamEncryption.Input.class, NoOutput.class, new StartStreamEncryption(streams), null),
                new ApiOperation<>(
                        StopStreamEncryption.Input.class, NoOutput.class, new StopStreamEncryption(change), null));
    }
}
