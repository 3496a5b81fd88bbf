package io.millrace.firehose.delivery;

import io.millrace.firehose.destination.Destination;
import io.millrace.firehose.stream.DeliveryStream;
import java.time.Duration;
import java.time.Instant;

/** The way to one kind of destination. Any thread; many chunks at once. */
public interface Delivery {
    /** True if this is the way to where a route of a destination leads. */
    boolean serves(Destination destination, Route route);

    /** When a stream's buffer closes. */
    Hints hints(DeliveryStream stream, Route route);

    /**
     * When a buffer closes: at whichever comes first.
     *
     * @param bytes of data in it
     * @param interval since its first record arrived; zero means at once
     */
    record Hints(long bytes, Duration interval) {}

    /**
     * Decides once what every attempt to deliver a chunk must do alike: the object's key, how it is compressed.
     *
     * @param oldest when its first record arrived
     */
    String plan(DeliveryStream stream, Route route, Instant oldest);

    /** What fails and recovers together: chunks that share it are not tried while it is down. */
    String target(DeliveryStream stream, Chunk chunk);

    /**
     * Delivers a chunk. Returns when it is there for good. An attempt may follow one whose outcome is not known: it must leave
     * the same behind.
     *
     * @throws DeliveryFailure if it is not there, as far as is known
     */
    void deliver(DeliveryStream stream, Chunk chunk, ChunkContent content) throws DeliveryFailure, InterruptedException;
}
