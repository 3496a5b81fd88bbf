package io.millrace.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query, decoded. A plus stays a plus: only forms mean a space by it. Each char of a name or value is one byte, so what
 * was received is signed whether or not it is UTF-8.
 */
record QueryParameters(List<Parameter> list) {
    private static final QueryParameters NONE = new QueryParameters(List.of());

    /** Upper-case escapes and unreserved characters sort as bytes, so the encoded texts compare as strings. */
    private static final Comparator<Parameter> BY_ENCODED_NAME_THEN_VALUE =
            Comparator.comparing(Parameter::encodedName).thenComparing(Parameter::encodedValue);

    record Parameter(String name, String value, String encodedName, String encodedValue) {}

    static QueryParameters parse(@Nullable String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) return NONE;
        var list = new ArrayList<Parameter>();
        for (int start = 0; start < rawQuery.length(); ) {
            var ampersand = rawQuery.indexOf('&', start);
            var end = ampersand < 0 ? rawQuery.length() : ampersand;
            if (end > start) list.add(parameter(rawQuery, start, end));
            start = end + 1;
        }
        return new QueryParameters(list);
    }

    private static Parameter parameter(String rawQuery, int start, int end) {
        var equals = rawQuery.indexOf('=', start);
        var nameEnd = equals < 0 || equals > end ? end : equals;
        var name = PercentEncoding.decode(rawQuery.substring(start, nameEnd));
        var value = nameEnd == end ? "" : PercentEncoding.decode(rawQuery.substring(nameEnd + 1, end));
        return new Parameter(name, value, PercentEncoding.encode(name), PercentEncoding.encode(value));
    }

    boolean has(String name) {
        return first(name) != null;
    }

    @Nullable
    String first(String name) {
        for (var parameter : list) {
            if (parameter.name.equals(name)) return parameter.value;
        }
        return null;
    }

    /** Drops the first parameter of that name; a second one stays, and so breaks the signature. */
    QueryParameters without(String name) {
        var rest = new ArrayList<>(list);
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i).name.equals(name)) {
                rest.remove(i);
                break;
            }
        }
        return new QueryParameters(rest);
    }

    void writeCanonical(ByteSink out) {
        if (list.isEmpty()) return;
        var sorted = new ArrayList<>(list);
        sorted.sort(BY_ENCODED_NAME_THEN_VALUE);
        for (int i = 0; i < sorted.size(); i++) {
            if (i > 0) out.put('&');
            out.put(sorted.get(i).encodedName).put('=').put(sorted.get(i).encodedValue);
        }
    }
}
