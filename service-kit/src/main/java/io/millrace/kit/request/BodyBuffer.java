package io.millrace.kit.request;

import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The body of one request, with its SHA-256 taken while the bytes are still warm in the cache. Used by one event loop at
 * a time and used again for later requests.
 */
final class BodyBuffer {
    /**
     * What a declared length alone may claim; beyond it only bytes that have really come make the buffer grow. Small: what is
     * claimed counts against the bound of all bodies, and anybody can declare a length.
     */
    private static final int MAX_CLAIMED = 16 * 1024;

    private static final int SMALLEST = 4 * 1024;

    /** How much larger it gets at a time, up to the declared length: whoever claims memory must have sent a quarter of it. */
    private static final int GROWTH = 4;

    private final MessageDigest sha256;
    private byte[] bytes = new byte[SMALLEST];
    private int length;
    private long declared;

    BodyBuffer() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Starts on a new body that declares a length in bytes, or -1. */
    void begin(long declared) {
        length = 0;
        this.declared = declared;
        sha256.reset();
        int room = (int) Math.min(declared, MAX_CLAIMED);
        if (room > bytes.length) bytes = new byte[room];
    }

    void add(ByteBuf piece) {
        int size = piece.readableBytes();
        int end = length + size;
        if (end > bytes.length) bytes = Arrays.copyOf(bytes, larger(end));
        piece.getBytes(piece.readerIndex(), bytes, length, size);
        sha256.update(bytes, length, size);
        length = end;
    }

    private int larger(int end) {
        long most = declared < end ? 2L * bytes.length : Math.min(declared, (long) GROWTH * bytes.length);
        return (int) Math.max(end, most);
    }

    byte[] digest() {
        return sha256.digest();
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int capacity() {
        return bytes.length;
    }
}
