package io.millrace.jq;

/** UTF-8 as jq reads it: every faulty sequence becomes one U+FFFD, lone surrogates included. */
final class Utf8 {
    private Utf8() {}

    static String decode(byte[] bytes, int from, int to) {
        var text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int first = bytes[at] & 0xff;
            if (first < 0x80) {
                text.append((char) first);
                at++;
                continue;
            }
            int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
            if (length == 0) {
                text.append('\ufffd');
                at++;
                continue;
            }
            // A sequence that the end cuts off takes all that is left with it.
            if (at + length > to) return text.append('\ufffd').toString();
            int codePoint = first & (0xff >> (length + 1));
            int next = at + 1;
            while (next < at + length && (bytes[next] & 0xc0) == 0x80)
                codePoint = (codePoint << 6) | (bytes[next++] & 0x3f);
            boolean whole = next == at + length;
            boolean overlong = codePoint < (length == 3 ? 0x800 : length == 4 ? 0x10000 : 0);
            boolean valid = whole && !overlong && codePoint <= 0x10ffff && (codePoint & 0xfffff800) != 0xd800;
            text.appendCodePoint(valid ? codePoint : 0xfffd);
            at = next;
        }
        return text.toString();
    }
}
