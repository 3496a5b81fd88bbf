package io.millrace.streams.fanout;

import io.netty.buffer.ByteBuf;

/**
 * A SubscribeToShardEvent, encoded.
 *
 * @param frame the whole frame, one reference for whoever holds the event
 * @param from the position it was read from
 * @param next the position after it
 * @param bytes data and keys of its records
 */
record Event(ByteBuf frame, long from, long next, int records, long bytes) {
    /** The same for one more holder: the bytes are shared. */
    Event share() {
        return new Event(frame.retainedDuplicate(), from, next, records, bytes);
    }

    void release() {
        frame.release();
    }
}
