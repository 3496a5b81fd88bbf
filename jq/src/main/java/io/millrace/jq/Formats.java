package io.millrace.jq;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** {@code @csv} and its like. */
final class Formats {
    private static final String UNRESERVED = "-_.!~*'()";
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Formats() {}

    static JqValue format(Run run, JqValue value, JqValue name) {
        if (!(name instanceof JqString format)) throw JqError.about(name, "is not a valid format");
        String text = switch (format.value()) {
            case "text" -> value.text();
            case "json" -> value.toString();
            case "csv" -> row(value, "csv", ",");
            case "tsv" -> row(value, "tsv", "\t");
            case "html" -> html(value.text());
            case "uri" -> uri(value.text());
            case "sh" -> shell(value);
            case "base64" -> Base64.getEncoder().encodeToString(value.text().getBytes(StandardCharsets.UTF_8));
            case "base64d" -> fromBase64(value.text());
            default -> throw new JqError(format.value() + " is not a valid format");
        };
        run.chargeSize(text.length());
        return new JqString(text);
    }

    private static String row(JqValue value, String format, String separator) {
        if (!(value instanceof JqArray array))
            throw JqError.about(value, "cannot be " + format + "-formatted, only array");
        boolean csv = format.equals("csv");
        var line = new StringBuilder();
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) line.append(separator);
            switch (array.get(i)) {
                case JqLiteral literal -> {
                    if (!literal.isNull()) line.append(literal);
                }
                case JqNumber number -> {
                    // NaN is an empty field.
                    if (!Double.isNaN(number.value())) line.append(number);
                }
                case JqString string -> {
                    if (csv)
                        line.append('"')
                                .append(string.value().replace("\"", "\"\"").replace("\0", "\\0"))
                                .append('"');
                    else line.append(escapedForTabs(string.value()));
                }
                // The words are the same for both formats.
                default -> throw JqError.about(array.get(i), "is not valid in a csv row");
            }
        }
        return line.toString();
    }

    private static String escapedForTabs(String text) {
        return text.replace("\\", "\\\\")
                .replace("\0", "\\0")
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }

    private static String html(String text) {
        var escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String entity = switch (c) {
                case 0 -> "\\0";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '&' -> "&amp;";
                case '\'' -> "&apos;";
                case '"' -> "&quot;";
                default -> null;
            };
            append(escaped, entity, c);
        }
        return escaped.toString();
    }

    private static void append(StringBuilder text, @Nullable String entity, char plain) {
        if (entity == null) text.append(plain);
        else text.append(entity);
    }

    private static String uri(String text) {
        var escaped = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9');
            if (letter || UNRESERVED.indexOf(b) >= 0) escaped.append((char) b);
            else escaped.append('%').append("%02X".formatted(b & 0xff));
        }
        return escaped.toString();
    }

    private static String shell(JqValue value) {
        JqValue[] words = value instanceof JqArray array ? array.items() : new JqValue[] {value};
        var line = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            if (i > 0) line.append(' ');
            switch (words[i]) {
                case JqString string ->
                    line.append('\'')
                            .append(string.value().replace("'", "'\\''").replace("\0", "\\0"))
                            .append('\'');
                case JqArray inner -> throw JqError.about(inner, "can not be escaped for shell");
                case JqObject inner -> throw JqError.about(inner, "can not be escaped for shell");
                default -> line.append(words[i]);
            }
        }
        return line.toString();
    }

    /** Reads up to the first '=' or the end, with or without padding. */
    private static String fromBase64(String text) {
        int end = text.indexOf('=');
        String digits = end < 0 ? text : text.substring(0, end);
        var bytes = new byte[digits.length() * 3 / 4 + 1];
        int size = 0;
        int bits = 0;
        int held = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = BASE64.indexOf(digits.charAt(i));
            if (digit < 0) throw JqError.about(new JqString(text), "is not valid base64 data");
            bits = bits << 6 | digit;
            if (++held == 1) continue;
            int left = (4 - held) * 2;
            bytes[size++] = (byte) (bits >> left);
            bits &= (1 << left) - 1;
            if (held == 4) held = 0;
        }
        if (held == 1) throw JqError.about(new JqString(text), "trailing base64 byte found");
        return Utf8.decode(bytes, 0, size);
    }
}
