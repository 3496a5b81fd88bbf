package io.millrace.streams.fanout;

import io.netty.buffer.ByteBuf;

/**
 * A SubscribeToShardEvent, encoded.
 *
 * @param frame the whole frame, one reference for whoever holds the event
 * @param from the position it was read from
 * @param next the position after it
 * @param bytes data and keys of its records
 * @param behindMillis how far behind it says that its subscriber is
 */
record Event(ByteBuf frame, long from, long next, int records, long bytes, long behindMillis) {
    /** The same for one more holder: the bytes are shared. */
    Event share() {
        return new Event(frame.retainedDuplicate(), from, next, records, bytes, behindMillis);
    }

    void release() {
        frame.release();
    }
}
