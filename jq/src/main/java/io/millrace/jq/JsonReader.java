package io.millrace.jq;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain JSON quickly, and skips the members that a query cannot see. Whatever is not plain (an error, or jq's own
 * notions of a number) is left to {@link JsonScanner}, which reads the value again and says what it is.
 */
final class JsonReader {
    private static final double[] POWERS = new double[23];

    static {
        for (int i = 0; i < POWERS.length; i++) POWERS[i] = Double.parseDouble("1e" + i);
    }

    /** Up to here a long is a double, and one rounding is left to its division or product with a power of ten. */
    private static final long EXACT = 1L << 53;

    private final byte[] bytes;
    private int at;
    private final int end;
    private int depth;

    JsonReader(byte[] bytes, int offset, int end) {
        this.bytes = bytes;
        this.end = end;
        at = offset;
    }

    /** The text is not plain JSON. */
    private static final class NotPlain extends RuntimeException {
        private static final long serialVersionUID = 1;

        private NotPlain() {
            super(null, null, false, false);
        }
    }

    int position() {
        return at;
    }

    /** Whether nothing but white space is left. */
    boolean isAtEnd() {
        skipSpace();
        return at == end;
    }

    /**
     * Reads one value.
     *
     * @param wanted what of it is needed; the rest is checked but not made
     * @return null if the value is not plain or something other than white space or a container follows a scalar
     */
    @Nullable
    JqValue read(Projection wanted) {
        try {
            skipSpace();
            depth = 0;
            JqValue value = value(wanted);
            boolean closed = value instanceof JqArray || value instanceof JqObject;
            return closed || isAtEnd() ? value : null;
        } catch (NotPlain notPlain) {
            return null;
        }
    }

    private void skipSpace() {
        while (at < end) {
            byte c = bytes[at];
            if (c != ' ' && c != '\n' && c != '\t' && c != '\r') return;
            at++;
        }
    }

    private byte peek() {
        if (at == end) throw new NotPlain();
        return bytes[at];
    }

    private JqValue value(Projection wanted) {
        byte c = peek();
        return switch (c) {
            case '{' -> object(wanted);
            case '[' -> array();
            case '"' -> {
                at++;
                yield new JqString(string());
            }
            case 't' -> word("true", JqLiteral.TRUE);
            case 'f' -> word("false", JqLiteral.FALSE);
            case 'n' -> word("null", JqLiteral.NULL);
            default -> JqNumber.of(number());
        };
    }

    private JqValue word(String word, JqValue value) {
        if (end - at < word.length()) throw new NotPlain();
        for (int i = 0; i < word.length(); i++) if (bytes[at + i] != word.charAt(i)) throw new NotPlain();
        at += word.length();
        endOfScalar();
        return value;
    }

    /** A literal goes on until white space or structure. */
    private void endOfScalar() {
        if (at == end) return;
        switch (bytes[at]) {
            case ' ', '\n', '\t', '\r', ',', ']', '}', ':', '[', '{', '"' -> {}
            default -> throw new NotPlain();
        }
    }

    private void open() {
        if (depth >= JsonScanner.MAX_DEPTH) throw new NotPlain();
        depth++;
        at++;
        skipSpace();
    }

    private JqValue array() {
        open();
        if (peek() == ']') {
            at++;
            depth--;
            return new JqArray();
        }
        var items = new ArrayList<JqValue>();
        while (true) {
            items.add(value(Projection.ALL));
            if (isLast((byte) ']')) break;
        }
        depth--;
        return JqArray.of(items);
    }

    /** After an item: whether the container ends. */
    private boolean isLast(byte close) {
        skipSpace();
        byte c = peek();
        at++;
        if (c == close) return true;
        if (c != ',') throw new NotPlain();
        skipSpace();
        return false;
    }

    private JqValue object(Projection wanted) {
        open();
        var members = new JqObject.Builder(wanted.isAll() ? 8 : wanted.size());
        if (peek() == '}') {
            at++;
            depth--;
            return members.build();
        }
        // A pending key counts as a level to jq.
        depth++;
        while (true) {
            if (peek() != '"') throw new NotPlain();
            at++;
            if (wanted.isAll()) {
                String key = string();
                colon();
                members.put(key, value(wanted));
            } else member(wanted, members);
            if (isLast((byte) '}')) break;
        }
        depth -= 2;
        return members.build();
    }

    private void member(Projection wanted, JqObject.Builder members) {
        int start = at;
        boolean plain = skipString();
        int known = plain ? wanted.find(bytes, start, at - 1 - start) : -1;
        if (!plain) {
            at = start;
            known = wanted.find(string());
        }
        colon();
        if (known < 0) skip();
        else members.put(wanted.key(known), value(wanted.inner(known)));
    }

    private void colon() {
        skipSpace();
        if (peek() != ':') throw new NotPlain();
        at++;
        skipSpace();
    }

    /** Reads over a value as strictly as if it were made. */
    private void skip() {
        switch (peek()) {
            case '{' -> {
                open();
                if (peek() == '}') {
                    at++;
                    depth--;
                    return;
                }
                depth++;
                while (true) {
                    if (peek() != '"') throw new NotPlain();
                    at++;
                    checkString();
                    colon();
                    skip();
                    if (isLast((byte) '}')) break;
                }
                depth -= 2;
            }
            case '[' -> {
                open();
                if (peek() == ']') {
                    at++;
                    depth--;
                    return;
                }
                do skip();
                while (!isLast((byte) ']'));
                depth--;
            }
            case '"' -> {
                at++;
                checkString();
            }
            default -> value(Projection.ALL);
        }
    }

    private void checkString() {
        int start = at;
        if (skipString()) return;
        at = start;
        string();
    }

    /** Goes behind the closing quote of a string without escapes or bytes beyond ASCII; false if it has some. */
    private boolean skipString() {
        int i = at;
        while (i < end) {
            byte c = bytes[i];
            if (c == '"') {
                at = i + 1;
                return true;
            }
            if (c < ' ' || c == '\\') return false;
            i++;
        }
        throw new NotPlain();
    }

    private String string() {
        int start = at;
        if (skipString()) return new String(bytes, start, at - 1 - start, StandardCharsets.ISO_8859_1);
        int i = start;
        while (i < end && bytes[i] != '"') i += bytes[i] == '\\' ? 2 : 1;
        if (i >= end) throw new NotPlain();
        at = i + 1;
        try {
            return JsonStrings.unescape(bytes, start, i);
        } catch (JqError complaint) {
            throw new NotPlain();
        }
    }

    private double number() {
        int start = at;
        boolean negative = peek() == '-';
        int i = negative ? at + 1 : at;
        long mantissa = 0;
        int digits = 0;
        int fraction = 0;
        int first = i;
        for (; i < end && bytes[i] >= '0' && bytes[i] <= '9'; i++, digits++)
            mantissa = mantissa * 10 + (bytes[i] - '0');
        if (i == first) throw new NotPlain();
        if (i < end && bytes[i] == '.') {
            int point = i++;
            for (; i < end && bytes[i] >= '0' && bytes[i] <= '9'; i++, digits++)
                mantissa = mantissa * 10 + (bytes[i] - '0');
            fraction = i - point - 1;
            if (fraction == 0) throw new NotPlain();
        }
        boolean exponent = i < end && (bytes[i] == 'e' || bytes[i] == 'E');
        if (exponent) {
            i++;
            if (i < end && (bytes[i] == '+' || bytes[i] == '-')) i++;
            int power = i;
            while (i < end && bytes[i] >= '0' && bytes[i] <= '9') i++;
            if (i == power) throw new NotPlain();
        }
        at = i;
        endOfScalar();
        if (!exponent && digits <= 18 && mantissa <= EXACT && fraction < POWERS.length) {
            double value = fraction == 0 ? mantissa : mantissa / POWERS[fraction];
            return negative ? -value : value;
        }
        return Double.parseDouble(new String(bytes, start, i - start, StandardCharsets.ISO_8859_1));
    }
}
