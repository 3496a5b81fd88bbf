package io.millrace.streams.produce;

import java.util.Arrays;
import java.util.Base64;

/**
 * Decodes base64 that lies in a request's body. Java's decoder is an intrinsic, ten times faster than a loop, and takes
 * whole arrays only: hence the copies, which cost a tenth of what they save. One for each event loop.
 */
final class Base64Decoding {
    private byte[] source = new byte[0];
    private byte[] decoded = new byte[1024];

    /** Bytes that base64 of a well-formed length decodes to, or -1 if its length or padding can't be right. */
    static int decodedLength(byte[] body, int start, int end) {
        int length = end - start;
        if (length == 0) return 0;
        if ((length & 3) != 0) return -1;
        int padding = body[end - 1] != '=' ? 0 : body[end - 2] != '=' ? 1 : 2;
        return length / 4 * 3 - padding;
    }

    /** @return false unless the text is exactly what an encoder makes of some bytes */
    boolean decode(byte[] body, int start, int end, byte[] target, int offset) {
        int length = end - start;
        if (length == 0) return true;
        if (source.length == length) System.arraycopy(body, start, source, 0, length);
        else source = Arrays.copyOfRange(body, start, end);
        int bytes = decodedLength(body, start, end);
        if (decoded.length < bytes) decoded = new byte[Math.max(bytes, 2 * decoded.length)];
        try {
            if (Base64.getDecoder().decode(source, decoded) != bytes) return false;
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (source[length - 1] == '=' && strayBits(source, length)) return false;
        System.arraycopy(decoded, 0, target, offset, bytes);
        return true;
    }

    /** Java's decoder overlooks bits behind the last byte; AWS does not. */
    private static boolean strayBits(byte[] text, int length) {
        return text[length - 2] == '=' ? (value(text[length - 3]) & 0xF) != 0 : (value(text[length - 2]) & 0x3) != 0;
    }

    private static int value(byte c) {
        if (c >= 'A' && c <= 'Z') return c - 'A';
        if (c >= 'a' && c <= 'z') return c - 'a' + 26;
        if (c >= '0' && c <= '9') return c - '0' + 52;
        return c == '+' ? 62 : 63;
    }
}
