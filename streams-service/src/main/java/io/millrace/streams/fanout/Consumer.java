package io.millrace.streams.fanout;

import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamStatus;
import java.time.Instant;

/**
 * A consumer as it is now. Never changes: a new one replaces it in {@link Consumers}.
 *
 * @param id its number, never given again
 * @param stream the number of its stream
 */
public record Consumer(long id, long stream, String name, String arn, Instant createdAt, ConsumerStatus status) {

    /** What the ARN of a consumer of a stream is: its second tells it from an earlier one of the same name. */
    static String arn(String streamArn, String name, Instant createdAt) {
        return streamArn + "/consumer/" + name + ":" + createdAt.getEpochSecond();
    }

    Consumer with(ConsumerStatus now) {
        return new Consumer(id, stream, name, arn, createdAt, now);
    }

    /** Its state as the API tells it: a stream that goes takes its consumers along. */
    public ConsumerStatus statusIn(Stream itsStream) {
        return itsStream.status() == StreamStatus.DELETING ? ConsumerStatus.DELETING : status;
    }
}
