package io.millrace.jq;

import java.nio.charset.StandardCharsets;

/** Writes values as {@code jq -c} does. */
final class JsonWriter {
    /** Below so many containers jq prints no more. */
    private static final int PRINTED_DEPTH = 256;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonWriter() {}

    static String write(JqValue value) {
        if (value instanceof JqNumber number) return NumberText.of(number.value());
        var text = new StringBuilder(64);
        write(value, text, 0);
        return text.toString();
    }

    /** The value's text for an error message: jq cuts it to a buffer of so many bytes, of which one is the end mark. */
    static String excerpt(JqValue value, int buffer) {
        String text = write(value);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= buffer - 1) return text;
        return Utf8.decode(bytes, 0, buffer - 4) + "...";
    }

    private static void write(JqValue value, StringBuilder text, int depth) {
        if (depth > PRINTED_DEPTH) {
            text.append("<stripped: exceeds max depth>");
            return;
        }
        switch (value) {
            case JqLiteral literal -> text.append(literal.isNull() ? "null" : literal.isTruthy() ? "true" : "false");
            case JqNumber number -> text.append(NumberText.of(number.value()));
            case JqString string -> quote(string.value(), text);
            case JqArray array -> {
                text.append('[');
                for (int i = 0; i < array.size(); i++) {
                    if (i > 0) text.append(',');
                    write(array.get(i), text, depth + 1);
                }
                text.append(']');
            }
            case JqObject object -> {
                text.append('{');
                for (int i = 0; i < object.size(); i++) {
                    if (i > 0) text.append(',');
                    quote(object.key(i), text);
                    text.append(':');
                    write(object.value(i), text, depth + 1);
                }
                text.append('}');
            }
        }
    }

    private static void quote(String string, StringBuilder text) {
        text.append('"');
        int plain = 0;
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && c != 0x7f) continue;
            text.append(string, plain, i);
            plain = i + 1;
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\r' -> text.append("\\r");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> text.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        text.append(string, plain, string.length()).append('"');
    }
}
