package io.millrace.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, kept from one request to the next so that the good path allocates no text. One thread owns it. */
final class ByteSink {
    byte[] bytes;
    int size;

    ByteSink(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    ByteSink put(char c) {
        reserve(1);
        bytes[size++] = (byte) c;
        return this;
    }

    /** Each char is a byte, as received; one that is no byte counts as its UTF-8. */
    ByteSink put(String text) {
        return put(text, 0, text.length());
    }

    ByteSink put(String text, int from, int to) {
        reserve(to - from);
        var into = bytes;
        int at = size;
        for (int i = from; i < to; i++) {
            var c = text.charAt(i);
            if (c >= 0x100) {
                size = at;
                return put(text.substring(i, to).getBytes(StandardCharsets.UTF_8));
            }
            into[at++] = (byte) c;
        }
        size = at;
        return this;
    }

    private ByteSink put(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    ByteSink putHex(byte[] more) {
        reserve(2 * more.length);
        Hex.write(more, bytes, size);
        size += 2 * more.length;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }

    void clear() {
        size = 0;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
    }
}
