package io.millrace.jq;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** Functions over strings. */
final class Strings {
    private Strings() {}

    static JqValue split(Run run, String text, String separator) {
        run.chargeSize(text.length() + 1L);
        var parts = new ArrayList<JqValue>();
        if (separator.isEmpty()) text.codePoints().forEach(c -> parts.add(new JqString(Character.toString(c))));
        else if (!text.isEmpty()) {
            int from = 0;
            for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
                parts.add(new JqString(text.substring(from, at)));
                from = at + separator.length();
            }
            parts.add(new JqString(text.substring(from)));
        }
        run.charge(parts.size());
        return JqArray.of(parts);
    }

    static JqValue split(Run run, JqValue input, JqValue separator) {
        if (input instanceof JqString text && separator instanceof JqString by)
            return split(run, text.value(), by.value());
        throw new JqError("split input and separator must be strings");
    }

    static JqValue startsWith(JqValue input, JqValue part) {
        if (input instanceof JqString text && part instanceof JqString start)
            return JqLiteral.of(text.value().startsWith(start.value()));
        throw new JqError("startswith() requires string inputs");
    }

    static JqValue endsWith(JqValue input, JqValue part) {
        if (input instanceof JqString text && part instanceof JqString end)
            return JqLiteral.of(text.value().endsWith(end.value()));
        throw new JqError("endswith() requires string inputs");
    }

    static JqValue trimStart(JqValue input, JqValue part) {
        if (input instanceof JqString text
                && part instanceof JqString start
                && text.value().startsWith(start.value()))
            return new JqString(text.value().substring(start.value().length()));
        return input;
    }

    static JqValue trimEnd(JqValue input, JqValue part) {
        if (input instanceof JqString text
                && part instanceof JqString end
                && text.value().endsWith(end.value()))
            return new JqString(text.value()
                    .substring(0, text.value().length() - end.value().length()));
        return input;
    }

    /** Changes the letters of ASCII only. */
    static JqValue changeCase(Run run, JqValue input, char from, char to, int by) {
        if (!(input instanceof JqString string)) throw new JqError("explode input must be a string");
        run.chargeSize(string.value().length());
        var text = new StringBuilder(string.value());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= from && c <= to) text.setCharAt(i, (char) (c + by));
        }
        return new JqString(text.toString());
    }

    /** Where a string occurs in another, in bytes of UTF-8; the occurrences do not overlap. */
    static JqValue indices(Run run, JqValue input, JqValue part) {
        if (!(input instanceof JqString string && part instanceof JqString sought))
            throw new JqError("_strindices input must be a string");
        String text = string.value();
        run.charge(text.length() + 1L);
        // jq itself never ends here.
        if (sought.value().isEmpty()) throw new LimitReached("the query searches an empty string without end");
        var found = new ArrayList<JqValue>();
        int counted = 0;
        int bytes = 0;
        for (int at = text.indexOf(sought.value());
                at >= 0;
                at = text.indexOf(sought.value(), at + sought.value().length())) {
            bytes += utf8Length(text.substring(counted, at));
            counted = at;
            found.add(JqNumber.of(bytes));
        }
        return JqArray.of(found);
    }

    static JqValue byteLength(JqValue input) {
        if (!(input instanceof JqString string)) throw JqError.about(input, "only strings have UTF-8 byte length");
        return JqNumber.of(utf8Length(string.value()));
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static JqValue toText(Run run, JqValue value) {
        return value instanceof JqString ? value : toJson(run, value);
    }

    static JqString toJson(Run run, JqValue value) {
        String text = value.toString();
        run.chargeSize(text.length());
        return new JqString(text);
    }

    static JqValue fromJson(Run run, JqValue input) {
        if (!(input instanceof JqString string)) throw JqError.about(input, "only strings can be parsed");
        run.chargeSize(string.value().length());
        return JsonScanner.parseWhole(string.value());
    }

    static JqValue toNumber(Run run, JqValue input) {
        if (input instanceof JqNumber) return input;
        if (input instanceof JqString && fromJson(run, input) instanceof JqNumber number) return number;
        throw JqError.about(input, "cannot be parsed as a number");
    }
}
