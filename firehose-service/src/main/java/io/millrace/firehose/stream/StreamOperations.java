package io.millrace.firehose.stream;

import io.millrace.kit.request.ApiOperation;
import io.millrace.kit.request.Operation.NoOutput;
import java.time.InstantSource;
import java.util.List;

/** The operations of this feature, ready to be registered. */
public record StreamOperations(
        DeliveryStreams streams,
        DeliveryStreamStore store,
        Lifecycle lifecycle,
        StreamTags tags,
        StreamRules rules,
        InstantSource clock) {

    public List<ApiOperation<?, ?>> all() {
        return List.of(
                new ApiOperation<>(
                        CreateDeliveryStream.Input.class,
                        CreateDeliveryStream.Output.class,
                        new CreateDeliveryStream(store, streams, lifecycle, tags, rules, clock),
                        null),
                new ApiOperation<>(
                        DeleteDeliveryStream.Input.class,
                        NoOutput.class,
                        new DeleteDeliveryStream(streams, store, lifecycle),
                        null),
                new ApiOperation<>(
                        DescribeDeliveryStream.Input.class,
                        DescribeDeliveryStream.Output.class,
                        new DescribeDeliveryStream(streams),
                        null),
                new ApiOperation<>(
                        ListDeliveryStreams.Input.class,
                        ListDeliveryStreams.Output.class,
                        new ListDeliveryStreams(streams),
                        null),
                new ApiOperation<>(
                        UpdateDestination.Input.class,
                        NoOutput.class,
                        new UpdateDestination(store, streams, rules, clock),
                        null),
                new ApiOperation<>(
                        StartDeliveryStreamEncryption.Input.class,
                        NoOutput.class,
                        new StartDeliveryStreamEncryption(streams),
                        null),
                new ApiOperation<>(
                        StopDeliveryStreamEncryption.Input.class,
                        NoOutput.class,
                        new StopDeliveryStreamEncryption(streams),
                        null));
    }
}
