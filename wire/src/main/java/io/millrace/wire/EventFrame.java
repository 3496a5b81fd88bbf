package io.millrace.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A kind of message in an AWS event stream, whose head is always the same but for its lengths. All numbers are big-endian.
 *
 * <pre>
 *   total length u32 | header length u32 | CRC32 of these eight bytes u32
 *   headers: name length u8 | name | 7 (a string) | value length u16 | value
 *   payload
 *   CRC32 of everything before u32
 * </pre>
 *
 * <p>Whoever encodes a payload leaves {@link #headBytes} of room before it and {@value #TAIL_BYTES} after it, and has
 * both filled by {@link #seal}, so that a payload is never copied for its frame. Never changes; safe for any thread.
 */
public final class EventFrame {
    /** What follows the payload. */
    public static final int TAIL_BYTES = 4;
    /** The content type of an answer that is an event stream. */
    public static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private static final int PRELUDE_BYTES = 12;
    private static final byte STRING = 7;

    private final byte[] headers;

    private EventFrame(String messageType, String kindHeader, String kind, Protocol payload) {
        var out = ByteBuffer.allocate(512);
        header(out, kindHeader, kind);
        header(out, ":content-type", payload.contentType());
        header(out, ":message-type", messageType);
        headers = new byte[out.position()];
        out.get(0, headers);
    }

    private static void header(ByteBuffer out, String name, String value) {
        byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
        byte[] valueBytes = value.getBytes(StandardCharsets.US_ASCII);
        out.put((byte) nameBytes.length).put(nameBytes).put(STRING);
        out.putShort((short) valueBytes.length).put(valueBytes);
    }

    /** An event, named as in the API's model; {@code initial-response} for the one that begins every stream. */
    public static EventFrame event(String name, Protocol payload) {
        return new EventFrame("event", ":event-type", name, payload);
    }

    /** An error that ends the stream, named as in the API's model. */
    public static EventFrame exception(String name, Protocol payload) {
        return new EventFrame("exception", ":exception-type", name, payload);
    }

    /** What precedes the payload, in bytes. */
    public int headBytes() {
        return PRELUDE_BYTES + headers.length;
    }

    /**
     * Fills in the head and the tail around a payload.
     *
     * @param frame room for the whole frame, from position to limit
     */
    public void seal(ByteBuffer frame) {
        int start = frame.position();
        int length = frame.remaining();
        frame.putInt(start, length).putInt(start + 4, headers.length);
        frame.putInt(start + 8, crc(frame, start, 8));
        frame.put(start + PRELUDE_BYTES, headers);
        frame.putInt(start + length - TAIL_BYTES, crc(frame, start, length - TAIL_BYTES));
    }

    /** A whole frame. */
    public byte[] of(byte[] payload) {
        var frame = ByteBuffer.allocate(headBytes() + payload.length + TAIL_BYTES);
        frame.put(headBytes(), payload);
        seal(frame);
        return frame.array();
    }

    private static int crc(ByteBuffer frame, int start, int length) {
        var crc = new CRC32();
        crc.update(frame.slice(start, length));
        return (int) crc.getValue();
    }
}
