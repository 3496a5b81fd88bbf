package io.millrace.streams.fanout;

import io.millrace.kit.request.ApiOperation;
import io.millrace.kit.request.Operation.NoOutput;
import io.millrace.streams.stream.Streams;
import io.millrace.streams.token.PageTokens;
import java.time.InstantSource;
import java.util.List;

/** The operations of this feature, ready to be registered. */
public final class FanoutOperations {
    private final List<ApiOperation<?, ?>> all;

    FanoutOperations(
            Streams streams,
            Consumers consumers,
            ConsumerStore store,
            ConsumerLifecycle lifecycle,
            Subscriptions subscriptions,
            PageTokens tokens,
            InstantSource clock) {
        var subscribe = new SubscribeToShard(consumers, subscriptions, clock);
        all = List.of(
                new ApiOperation<>(
                        RegisterStreamConsumer.Input.class,
                        RegisterStreamConsumer.Output.class,
                        new RegisterStreamConsumer(streams, store, lifecycle, clock),
                        null),
                new ApiOperation<>(
                        DescribeStreamConsumer.Input.class,
                        DescribeStreamConsumer.Output.class,
                        new DescribeStreamConsumer(consumers),
                        null),
                new ApiOperation<>(
                        DeregisterStreamConsumer.Input.class,
                        NoOutput.class,
                        new DeregisterStreamConsumer(consumers, store, lifecycle),
                        null),
                new ApiOperation<>(
                        ListStreamConsumers.Input.class,
                        ListStreamConsumers.Output.class,
                        new ListStreamConsumers(streams, consumers, tokens),
                        null),
                new ApiOperation<>(SubscribeToShard.Input.class, NoOutput.class, subscribe, subscribe));
    }

    public List<ApiOperation<?, ?>> all() {
        return all;
    }
}
