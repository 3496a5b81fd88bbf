package io.millrace.firehose.delivery;

import io.millrace.firehose.stream.DeliveryStream;
import java.io.IOException;

/** What is done to records between their arrival and the buffer that they are delivered from. Any thread; many streams at once. */
public interface Processing {
    /** True if a stream's records must pass through it as the stream is now. */
    boolean needed(DeliveryStream stream);

    /** How many records it takes at a time. */
    Delivery.Hints hints(DeliveryStream stream);

    /**
     * Makes of a chunk's records what is delivered. May be called again for the same records when the process ended, or the log
     * failed, before what it gave was kept.
     *
     * @param content the records from where an earlier call stopped
     * @return the position behind the last record that it took; before the chunk's end if what is made of all would not fit into memory
     */
    long process(DeliveryStream stream, Chunk chunk, ChunkContent content, Output output)
            throws IOException, InterruptedException;

    /** Takes what was made, in its order. */
    interface Output {
        /**
         * @param arrivalMillis when the record arrived that it was made of
         * @param record whose bytes are taken over
         */
        void add(Route route, long arrivalMillis, byte[] record);
    }
}
