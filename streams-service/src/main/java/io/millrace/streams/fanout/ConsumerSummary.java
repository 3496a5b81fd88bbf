package io.millrace.streams.fanout;

import io.millrace.streams.stream.Stream;
import java.time.Instant;

/** A consumer as registering and listing show it: the structure {@code Consumer}. */
public record ConsumerSummary(
        String consumerName, String consumerARN, String consumerStatus, Instant consumerCreationTimestamp) {
    static ConsumerSummary of(Consumer consumer, Stream stream) {
        return new ConsumerSummary(
                consumer.name(), consumer.arn(), consumer.statusIn(stream).name(), consumer.createdAt());
    }
}
