package io.millrace.streams.fanout;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.StreamArn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells what a consumer is. */
public final class DescribeStreamConsumer
        implements Operation<DescribeStreamConsumer.Input, DescribeStreamConsumer.Output> {
    private final Consumers consumers;

    DescribeStreamConsumer(Consumers consumers) {
        this.consumers = consumers;
    }

    public record Input(
            @StreamArn @Nullable String streamARN,
            @ConsumerName @Nullable String consumerName,
            @ConsumerArn @Nullable String consumerARN,
            @ReservedStreamId @Nullable String streamId)
            implements ConsumerAddress {}

    public record Output(ConsumerDescription consumerDescription) {}

    public record ConsumerDescription(
            String consumerName,
            String consumerARN,
            String consumerStatus,
            Instant consumerCreationTimestamp,
            String streamARN) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var found = consumers.named(input, caller);
        var consumer = found.consumer();
        return new Output(new ConsumerDescription(
                consumer.name(),
                consumer.arn(),
                consumer.statusIn(found.stream()).name(),
                consumer.createdAt(),
                found.stream().arn()));
    }
}
