package io.millrace.jq;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON character by character exactly as jq 1.6 does: what it takes beyond JSON ({@code +5}, {@code 01}, {@code
 * NaN}), where a value ends, and the words, line and column of every complaint. {@link JsonReader} is the quick way.
 */
final class JsonScanner {
    /** Open arrays, open objects and their pending keys together, as in jq. */
    static final int MAX_DEPTH = 256;

    private final byte[] bytes;
    private int at;
    private final int end;
    private int line = 1;
    private int column;

    private byte[] token = new byte[64];
    private int tokenSize;
    private boolean inString;
    private boolean escaped;
    private boolean ended;

    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private int depth;
    private @Nullable JqValue next;
    private @Nullable JqValue complete;

    private static final class Open {
        final ArrayList<JqValue> items = new ArrayList<>();
        final JqObject.@Nullable Builder members;

        @Nullable
        String key;

        Open(boolean object) {
            members = object ? new JqObject.Builder(4) : null;
        }
    }

    /** @param from what lies before is not read, but counts for lines and columns */
    JsonScanner(byte[] bytes, int offset, int from, int end) {
        this.bytes = bytes;
        this.end = end;
        at = from;
        for (int i = offset; i < from; i++) count(bytes[i]);
    }

    /** Reads the one value of {@code fromjson}. */
    static JqValue parseWhole(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var scanner = new JsonScanner(bytes, 0, 0, bytes.length);
        try {
            JqValue value = scanner.next();
            if (value == null) throw new JqError("Expected JSON value");
            if (scanner.next() != null) throw new JqError("Unexpected extra JSON values");
            return value;
        } catch (JqError error) {
            throw new JqError(error.words() + " (while parsing '" + text + "')");
        }
    }

    /** The next value, or null at the end of the input. */
    @Nullable
    JqValue next() {
        while (at < end) {
            byte c = bytes[at++];
            count(c);
            String complaint = scan(c);
            if (complaint != null) throw new JqError(complaint + " at line " + line + ", column " + column);
            JqValue value = complete;
            complete = null;
            if (value != null) return value;
        }
        if (ended) return null;
        ended = true;
        if (inString) throw atEnd("Unfinished string");
        String complaint = literal();
        if (complaint != null) throw atEnd(complaint);
        if (depth > 0) throw atEnd("Unfinished JSON term");
        return next;
    }

    private JqError atEnd(String complaint) {
        return new JqError(complaint + " at EOF at line " + line + ", column " + column);
    }

    private void count(byte c) {
        column++;
        if (c != '\n') return;
        line++;
        column = 0;
    }

    private @Nullable String scan(byte c) {
        if (inString) {
            if (c == '"' && !escaped) {
                inString = false;
                String complaint = string();
                if (complaint == null) checkComplete();
                return complaint;
            }
            append(c);
            escaped = c == '\\' && !escaped;
            return null;
        }
        boolean space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        boolean structure = c == '[' || c == '{' || c == ':' || c == ',' || c == ']' || c == '}';
        if (!space && !structure && c != '"') {
            append(c);
            return null;
        }
        String complaint = literal();
        if (complaint != null) return complaint;
        checkComplete();
        if (structure) complaint = structure(c);
        if (complaint != null) return complaint;
        checkComplete();
        if (c == '"') inString = true;
        return null;
    }

    private void append(byte c) {
        if (tokenSize == token.length) token = java.util.Arrays.copyOf(token, tokenSize * 2);
        token[tokenSize++] = c;
    }

    private void checkComplete() {
        if (depth > 0 || next == null) return;
        complete = next;
        next = null;
    }

    private @Nullable String value(JqValue value) {
        if (next != null) return "Expected separator between values";
        next = value;
        return null;
    }

    private @Nullable String structure(byte c) {
        Open top = open.peek();
        switch (c) {
            case '[', '{' -> {
                if (depth >= MAX_DEPTH) return "Exceeds depth limit for parsing";
                if (next != null) return "Expected separator between values";
                open.push(new Open(c == '{'));
                depth++;
            }
            case ':' -> {
                if (next == null) return "Expected string key before ':'";
                if (top == null || top.members == null || top.key != null) return "':' not as part of an object";
                if (!(next instanceof JqString key)) return "Object keys must be strings";
                top.key = key.value();
                depth++;
                next = null;
            }
            case ',' -> {
                if (next == null || top == null) return "Expected value before ','";
                if (top.members == null) top.items.add(next);
                else if (top.key == null) return "Objects must consist of key:value pairs";
                else member(top, next);
                next = null;
            }
            case ']' -> {
                if (top == null || top.members != null) return "Unmatched ']'";
                if (next != null) top.items.add(next);
                else if (!top.items.isEmpty()) return "Expected another array element";
                open.pop();
                depth--;
                next = JqArray.of(top.items);
            }
            default -> {
                if (top == null) return "Unmatched '}'";
                if (next != null) {
                    if (top.members == null || top.key == null) return "Objects must consist of key:value pairs";
                    member(top, next);
                } else {
                    if (top.members == null || top.key != null) return "Unmatched '}'";
                    if (top.members.size() > 0) return "Expected another key-value pair";
                }
                open.pop();
                depth--;
                next = top.members.build();
            }
        }
        return null;
    }

    private void member(Open object, JqValue value) {
        if (object.members == null || object.key == null) throw new IllegalStateException("no member is open");
        object.members.put(object.key, value);
        object.key = null;
        depth--;
    }

    private @Nullable String literal() {
        if (tokenSize == 0) return null;
        String text = new String(token, 0, tokenSize, StandardCharsets.ISO_8859_1);
        tokenSize = 0;
        char first = text.charAt(0);
        if (first == 't' || first == 'f' || first == 'n')
            return switch (text) {
                case "true" -> value(JqLiteral.TRUE);
                case "false" -> value(JqLiteral.FALSE);
                case "null" -> value(JqLiteral.NULL);
                default -> "Invalid literal";
            };
        double number = number(text);
        return Double.isNaN(number) && !isNan(text) ? "Invalid numeric literal" : value(JqNumber.of(number));
    }

    private static String unsigned(String text) {
        return (text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
    }

    private static boolean isNan(String text) {
        return unsigned(text).equals("nan");
    }

    /** C's strtod over the whole text; NaN if the text is no number. */
    static double number(String text) {
        String digits = unsigned(text);
        double sign = text.startsWith("-") ? -1 : 1;
        if (digits.equals("inf") || digits.equals("infinity")) return sign * Double.POSITIVE_INFINITY;
        boolean any = false;
        int i = 0;
        for (; i < digits.length() && isDigit(digits.charAt(i)); i++) any = true;
        if (i < digits.length() && digits.charAt(i) == '.')
            for (i++; i < digits.length() && isDigit(digits.charAt(i)); i++) any = true;
        if (!any) return Double.NaN;
        if (i < digits.length() && digits.charAt(i) == 'e') {
            i++;
            if (i < digits.length() && (digits.charAt(i) == '+' || digits.charAt(i) == '-')) i++;
            int exponent = i;
            while (i < digits.length() && isDigit(digits.charAt(i))) i++;
            if (i == exponent) return Double.NaN;
        }
        return i == digits.length() ? sign * Double.parseDouble(digits) : Double.NaN;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private @Nullable String string() {
        int size = tokenSize;
        tokenSize = 0;
        try {
            return value(new JqString(JsonStrings.unescape(token, 0, size)));
        } catch (JqError complaint) {
            return complaint.words();
        }
    }
}
