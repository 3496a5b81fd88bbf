package io.millrace.bench.ceiling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * Parses PutRecord and PutRecords in one pass over the bytes of the body, without a tree and without an object per
 * field. It knows the members that it needs and strings without escapes around them: enough for a bound.
 *
 * <p>Where a record's data ends is guessed from the one before: if a quote stands there and all before it is base64, the
 * guess is proven by the decoder, which is many times faster than looking at each byte twice.
 */
final class JsonPuts {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';

    private final Base64.Decoder base64 = Base64.getDecoder();
    private final RecordSink sink;
    private byte[] json = {};
    private int end;
    private int at;
    private int lastLength;

    JsonPuts(RecordSink sink) {
        this.sink = sink;
    }

    /** Throws an unchecked exception for what it can't read. */
    void parse(byte[] body, int length) {
        json = body;
        end = length;
        at = 0;
        object();
    }

    private void object() {
        expect('{');
        byte[] data = null;
        int keyFrom = 0;
        int keyTo = 0;
        while (peek() != '}') {
            int nameFrom = openString();
            int nameTo = closeString(nameFrom);
            expect(':');
            switch (nameTo - nameFrom) {
                case 4 -> { // Data
                    if (json[nameFrom] == 'D') data = base64();
                    else skip();
                }
                case 7 -> { // Records
                    if (json[nameFrom] == 'R') array();
                    else skip();
                }
                case 12 -> { // PartitionKey
                    if (json[nameFrom] == 'P') {
                        keyFrom = openString();
                        keyTo = closeString(keyFrom);
                    } else skip();
                }
                default -> skip();
            }
            if (peek() == ',') at++;
        }
        at++;
        if (data != null) sink.record(json, keyFrom, keyTo, data, 0, data.length);
    }

    private void array() {
        expect('[');
        while (peek() != ']') {
            object();
            if (peek() == ',') at++;
        }
        at++;
    }

    private byte[] base64() {
        int from = openString();
        int guess = from + lastLength;
        if (lastLength > 0 && guess < end && json[guess] == '"') {
            try {
                var data =
                        base64.decode(ByteBuffer.wrap(json, from, lastLength)).array();
                at = guess + 1;
                return data;
            } catch (IllegalArgumentException guessedWrong) {
                lastLength = 0;
            }
        }
        int to = closeString(from);
        lastLength = to - from;
        return base64.decode(ByteBuffer.wrap(json, from, to - from)).array();
    }

    private void skip() {
        if (peek() == '"') {
            closeString(openString());
            return;
        }
        while (peek() != ',' && json[at] != '}') at++;
    }

    private int openString() {
        expect('"');
        return at;
    }

    /** Moves behind the closing quote and returns its place. */
    private int closeString(int from) {
        int i = from;
        for (; i + 8 <= end; i += 8) {
            long difference = (long) EIGHT_BYTES.get(json, i) ^ QUOTES;
            long found = (difference - ONES) & ~difference & HIGHS;
            if (found != 0) {
                i += Long.numberOfTrailingZeros(found) >> 3;
                at = i + 1;
                return i;
            }
        }
        while (json[i] != '"') i++;
        at = i + 1;
        return i;
    }

    private void expect(char c) {
        if (peek() != c) throw new IllegalArgumentException("no '" + c + "' at byte " + at);
        at++;
    }

    private byte peek() {
        while (json[at] == ' ' || json[at] == '\n') at++;
        return json[at];
    }
}
