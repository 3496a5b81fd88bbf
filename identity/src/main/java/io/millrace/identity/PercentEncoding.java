package io.millrace.identity;

import java.nio.charset.StandardCharsets;

/** RFC 3986 percent encoding as AWS asks for it: upper-case digits, only unreserved characters left alone. */
final class PercentEncoding {
    private static final String DIGITS = "0123456789ABCDEF";

    private PercentEncoding() {}

    /** Writes a text whose chars are bytes. A char that is no byte can't have been received; it counts as its UTF-8. */
    static void encode(String text, int from, int to, ByteSink out) {
        for (int i = from; i < to; i++) {
            var c = text.charAt(i);
            if (isUnreserved(c)) out.put(c);
            else if (c < 0x100) putEscape(c, out);
            else i = putUtf8(text, i, out);
        }
    }

    static String encode(String text) {
        var plain = true;
        for (int i = 0; i < text.length() && plain; i++) plain = isUnreserved(text.charAt(i));
        if (plain) return text;
        var out = new ByteSink(text.length() * 3);
        encode(text, 0, text.length(), out);
        return out.toString();
    }

    /** Turns every escape into a char of that byte; a percent sign that begins no escape stands for itself. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) return text;
        var decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '%' && i + 2 < text.length()) {
                int high = digit(text.charAt(i + 1));
                int low = digit(text.charAt(i + 2));
                if (high >= 0 && low >= 0) {
                    decoded.append((char) (high << 4 | low));
                    i += 2;
                    continue;
                }
            }
            decoded.append(c);
        }
        return decoded.toString();
    }

    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /** Returns the index of the last char that was taken. */
    private static int putUtf8(String text, int at, ByteSink out) {
        var length = Character.charCount(text.codePointAt(at));
        for (byte b : text.substring(at, at + length).getBytes(StandardCharsets.UTF_8)) putEscape(b & 0xff, out);
        return at + length - 1;
    }

    private static void putEscape(int b, ByteSink out) {
        out.put('%').put(DIGITS.charAt(b >> 4)).put(DIGITS.charAt(b & 15));
    }
}
