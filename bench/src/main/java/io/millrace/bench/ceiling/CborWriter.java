package io.millrace.bench.ceiling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** As much of RFC 8949 as requests and constant answers need. */
public final class CborWriter {
    private static final int MILLIS_TAG = 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public CborWriter number(int value) {
        return head(0, value);
    }

    public CborWriter bytes(byte[] bytes) {
        head(2, bytes.length).out.writeBytes(bytes);
        return this;
    }

    public CborWriter text(String text) {
        var bytes = text.getBytes(UTF_8);
        head(3, bytes.length).out.writeBytes(bytes);
        return this;
    }

    public CborWriter array(int size) {
        return head(4, size);
    }

    public CborWriter map(int size) {
        return head(5, size);
    }

    /** An array whose length is not known yet; {@link #end} ends it. */
    public CborWriter openArray() {
        out.write(4 << 5 | 31);
        return this;
    }

    /** A map whose length is not known yet; {@link #end} ends it. */
    public CborWriter openMap() {
        out.write(5 << 5 | 31);
        return this;
    }

    public CborWriter end() {
        out.write(0xff);
        return this;
    }

    /** A time as AWS writes it: tag 1 and milliseconds. */
    CborWriter time(long millis) {
        head(6, MILLIS_TAG).out.write(27);
        for (int shift = 56; shift >= 0; shift -= 8) out.write((int) (millis >> shift));
        return this;
    }

    CborWriter raw(byte[] cbor) {
        out.writeBytes(cbor);
        return this;
    }

    public byte[] done() {
        return out.toByteArray();
    }

    private CborWriter head(int major, int number) {
        if (number < 24) {
            out.write(major << 5 | number);
        } else if (number < 0x100) {
            out.write(major << 5 | 24);
            out.write(number);
        } else {
            out.write(major << 5 | 25);
            out.write(number >> 8);
            out.write(number);
        }
        return this;
    }
}
