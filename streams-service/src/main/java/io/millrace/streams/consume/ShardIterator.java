package io.millrace.streams.consume;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A place in a shard, as a client carries it, sealed.
 *
 * <pre>
 *   version u8 = 1 | stream u64 | shard u32 | position u64 | created u64 (ms) | name of the stream in ASCII
 * </pre>
 *
 * @param stream the stream's number: an iterator does not survive its stream, even if another takes the name
 * @param position where reading goes on
 * @param createdMillis milliseconds since 1970
 */
record ShardIterator(long stream, int shard, long position, long createdMillis, String streamName) {
    /** How long an iterator is good: "expires 5 minutes after it is returned" (API reference of GetShardIterator). */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + 8 + 4 + 8 + 8;

    byte[] bytes() {
        byte[] name = streamName.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(HEAD_BYTES + name.length)
                .put(VERSION)
                .putLong(stream)
                .putInt(shard)
                .putLong(position)
                .putLong(createdMillis)
                .put(name)
                .array();
    }

    static Optional<ShardIterator> parse(byte[] bytes) {
        if (bytes.length < HEAD_BYTES || bytes[0] != VERSION) return Optional.empty();
        var in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        return Optional.of(new ShardIterator(
                in.getLong(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                new String(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES, StandardCharsets.US_ASCII)));
    }

    boolean expired(long nowMillis) {
        return nowMillis - createdMillis > LIFETIME.toMillis();
    }
}
