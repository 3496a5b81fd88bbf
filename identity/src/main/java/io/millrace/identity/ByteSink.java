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
        if (size == bytes.length) bytes = Arrays.copyOf(bytes, size * 2);
        bytes[size++] = (byte) c;
        return this;
    }

    /** Each char is a byte, as received; one that is no byte counts as its UTF-8. */
    ByteSink put(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < 0x100) put(c);
            else return put(text.substring(i).getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    ByteSink put(byte[] more) {
        for (byte b : more) put((char) (b & 0xff));
        return this;
    }

    ByteSink putHex(byte[] more) {
        for (byte b : more) put(Hex.digit(b >> 4 & 15)).put(Hex.digit(b & 15));
        return this;
    }

    void clear() {
        size = 0;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
    }
}
