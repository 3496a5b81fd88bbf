package io.millrace.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Blobs in JSON: base64 with padding and nothing lenient, refused in AWS's words. */
final class Base64Blob {
    private Base64Blob() {}

    static byte[] decode(String text) {
        if (text.length() % 4 != 0)
            throw refused(text, "Base64 encoded length is expected a multiple of 4 bytes but found: " + text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean padding =
                    c == '=' && i >= text.length() - 2 && (i == text.length() - 1 || text.charAt(i + 1) == '=');
            if (!padding && !isBase64(c)) throw refused(text, "Invalid Base64 character: '" + c + "'");
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw refused(text, "Invalid last non-pad Base64 character dectected");
        }
        // Java ignores stray bits in the last character, AWS does not. (The misspelling is AWS's.)
        int tail = text.length() - 4;
        if (tail >= 0 && text.endsWith("=")) {
            byte[] last = Base64.getDecoder().decode(text.substring(tail));
            if (!Base64.getEncoder().encodeToString(last).equals(text.substring(tail)))
                throw refused(text, "Invalid last non-pad Base64 character dectected");
        }
        return decoded;
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    private static ApiException refused(String text, String why) {
        return ShapeReader.wrongType("'" + text + "' can not be converted to a Blob: " + why);
    }
}
