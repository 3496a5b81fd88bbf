package io.millrace.identity;

import java.nio.charset.StandardCharsets;

/** Lower-case hexadecimal, compared and written without a string in between. */
final class Hex {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Hex() {}

    static void write(byte[] bytes, byte[] out, int at) {
        for (int i = 0; i < bytes.length; i++) {
            out[at + 2 * i] = DIGITS[bytes[i] >> 4 & 15];
            out[at + 2 * i + 1] = DIGITS[bytes[i] & 15];
        }
    }

    static byte[] of(byte[] bytes) {
        var out = new byte[2 * bytes.length];
        write(bytes, out, 0);
        return out;
    }

    static boolean isHexOf(String text, byte[] bytes) {
        if (text.length() != bytes.length * 2) return false;
        for (int i = 0; i < bytes.length; i++) {
            if (text.charAt(2 * i) != DIGITS[bytes[i] >> 4 & 15] || text.charAt(2 * i + 1) != DIGITS[bytes[i] & 15]) {
                return false;
            }
        }
        return true;
    }
}
