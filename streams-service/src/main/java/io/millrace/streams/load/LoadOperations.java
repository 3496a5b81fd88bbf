package io.millrace.streams.load;

import io.millrace.kit.request.ApiOperation;
import io.millrace.streams.fanout.Consumers;
import io.millrace.streams.fanout.Subscriptions;
import io.millrace.streams.limit.LimitProfiles;
import io.millrace.streams.stream.Streams;
import java.time.InstantSource;
import java.util.List;

/** The operations of this feature, ready to be registered; none of them is one of AWS. */
public final class LoadOperations {
    private final List<ApiOperation<?, ?>> all;

    public LoadOperations(
            Streams streams,
            StreamLoads loads,
            LimitProfiles profiles,
            Consumers consumers,
            Subscriptions subscriptions,
            InstantSource clock) {
        all = List.of(
                new ApiOperation<>(
                        DescribeShardLoad.Input.class,
                        DescribeShardLoad.Output.class,
                        new DescribeShardLoad(streams, profiles),
                        null),
                new ApiOperation<>(
                        ListStreamLoads.Input.class,
                        ListStreamLoads.Output.class,
                        new ListStreamLoads(streams, loads, profiles, consumers, subscriptions, clock),
                        null),
                new ApiOperation<>(
                        DescribeStreamReaders.Input.class,
                        DescribeStreamReaders.Output.class,
                        new DescribeStreamReaders(streams, consumers, subscriptions, clock),
                        null));
    }

    public List<ApiOperation<?, ?>> all() {
        return all;
    }
}
