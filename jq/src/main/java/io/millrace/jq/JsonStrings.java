package io.millrace.jq;

/** Undoes the escapes of JSON strings as jq does. */
final class JsonStrings {
    private JsonStrings() {}

    /**
     * The string between two quotes.
     *
     * @throws JqError with jq's complaint
     */
    static String unescape(byte[] bytes, int from, int to) {
        // Escapes never grow, and faulty UTF-8 may reach over them: so all is made bytes first.
        var plain = new byte[to - from];
        int size = 0;
        int at = from;
        while (at < to) {
            byte c = bytes[at++];
            if (c > 0 && c < ' ')
                throw new JqError("Invalid string: control characters from U+0000 through U+001F must be escaped");
            if (c != '\\') {
                plain[size++] = c;
                continue;
            }
            if (at == to) throw new JqError("Expected escape character at end of string");
            c = bytes[at++];
            switch (c) {
                case '\\', '"', '/' -> plain[size++] = c;
                case 'b' -> plain[size++] = '\b';
                case 'f' -> plain[size++] = '\f';
                case 't' -> plain[size++] = '\t';
                case 'n' -> plain[size++] = '\n';
                case 'r' -> plain[size++] = '\r';
                case 'u' -> {
                    int codePoint = unit(bytes, at, to);
                    at += 4;
                    if (codePoint >= 0xd800 && codePoint <= 0xdbff) {
                        codePoint = Character.toCodePoint((char) codePoint, low(bytes, at, to));
                        at += 6;
                    }
                    size = encode(codePoint, plain, size);
                }
                default -> throw new JqError("Invalid escape");
            }
        }
        return Utf8.decode(plain, 0, size);
    }

    private static int unit(byte[] bytes, int at, int to) {
        if (at + 4 > to) throw new JqError("Invalid \\uXXXX escape");
        int unit = hex(bytes, at);
        if (unit < 0) throw new JqError("Invalid characters in \\uXXXX escape");
        return unit;
    }

    private static char low(byte[] bytes, int at, int to) {
        int low = at + 6 <= to && bytes[at] == '\\' && bytes[at + 1] == 'u' ? hex(bytes, at + 2) : -1;
        if (low < 0xdc00 || low > 0xdfff) throw new JqError("Invalid \\uXXXX\\uXXXX surrogate pair escape");
        return (char) low;
    }

    private static int hex(byte[] bytes, int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) return -1;
            value = value << 4 | digit;
        }
        return value;
    }

    /** Also a lone surrogate, which decoding makes U+FFFD. */
    private static int encode(int codePoint, byte[] bytes, int size) {
        if (codePoint < 0x80) {
            bytes[size] = (byte) codePoint;
            return size + 1;
        }
        int following = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
        bytes[size] = (byte) (0xff00 >> (following + 1) | codePoint >> (6 * following));
        for (int i = 1; i <= following; i++)
            bytes[size + i] = (byte) (0x80 | (codePoint >> (6 * (following - i)) & 0x3f));
        return size + following + 1;
    }
}
