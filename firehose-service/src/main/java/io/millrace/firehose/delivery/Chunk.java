package io.millrace.firehose.delivery;

import java.time.Instant;

/**
 * A run of a lane's records that is delivered, or processed, as one. What it holds never changes.
 *
 * @param stream the delivery stream's number
 * @param lane of the stream, see {@link StreamLanes}
 * @param number grows by one with every chunk of a lane and is never used again
 * @param from the first record's position in the log
 * @param to the position behind the last record
 * @param bytes of data
 * @param oldest when its first record arrived
 * @param plan what the destination decided when the chunk was closed, and every attempt does alike; its own text
 */
public record Chunk(
        int stream, int lane, long number, long from, long to, int records, long bytes, Instant oldest, String plan) {
    public Chunk {
        if (to <= from) throw new IllegalArgumentException("empty chunk " + stream + "/" + lane + "/" + number);
    }
}
