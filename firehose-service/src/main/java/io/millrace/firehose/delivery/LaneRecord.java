package io.millrace.firehose.delivery;

import java.nio.ByteBuffer;

/**
 * What stands in a log record's key. A record as it was put has none. One that was made of others on its way keeps when the first
 * of them arrived, and its route: so a lane says by itself what is in it.
 */
final class LaneRecord {
    private LaneRecord() {}

    /** Bytes of the key of a record that takes a route. */
    static int keyLength(byte[] route) {
        return Long.BYTES + route.length;
    }

    static void putKey(long arrivalMillis, byte[] route, ByteBuffer to) {
        to.putLong(arrivalMillis).put(route);
    }

    /** When a record arrived, or the one that it was made of; {@code logged} is when the log got it. */
    static long arrival(ByteBuffer memory, int key, int keyLength, long logged) {
        return keyLength < Long.BYTES ? logged : memory.getLong(key);
    }

    static Route route(ByteBuffer memory, int key, int keyLength) {
        byte[] route = new byte[keyLength - Long.BYTES];
        memory.get(key + Long.BYTES, route);
        return Route.of(route);
    }
}
