package io.millrace.identity;

import java.util.Locale;

/** Walks the names in {@code SignedHeaders}: separated by semicolons, lower case if the client is honest. */
final class SignedHeaderNames {
    /** What HTTP/2 calls the host: a client that signs it by this name still sends the one value. */
    private static final String AUTHORITY = ":authority";

    private SignedHeaderNames() {}

    static boolean containHost(String signedHeaders) {
        return contains(signedHeaders, "host") || contains(signedHeaders, AUTHORITY);
    }

    private static boolean contains(String signedHeaders, String name) {
        for (int start = 0; start < signedHeaders.length(); ) {
            var end = endOfName(signedHeaders, start);
            if (end - start == name.length() && signedHeaders.regionMatches(true, start, name, 0, name.length())) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    /** Writes {@code name:value} lines; a header that did not come has no line, and so breaks the signature. */
    static void writeCanonical(String signedHeaders, SignedRequest request, ByteSink out) {
        for (int start = 0; start < signedHeaders.length(); ) {
            var end = endOfName(signedHeaders, start);
            var name = signedHeaders.substring(start, end).toLowerCase(Locale.ROOT);
            var values = request.headers(name.equals(AUTHORITY) ? "host" : name);
            for (int i = 0; i < values.size(); i++) {
                if (i == 0) out.put(name).put(':');
                else out.put(',');
                putCollapsed(values.get(i), out);
            }
            if (!values.isEmpty()) out.put('\n');
            start = end + 1;
        }
    }

    /** Without spaces at the ends, and one for any number of them in between: word by word. */
    private static void putCollapsed(String value, ByteSink out) {
        var begun = false;
        for (int start = 0; start < value.length(); ) {
            if (isSpace(value.charAt(start))) {
                start++;
                continue;
            }
            int end = start + 1;
            while (end < value.length() && !isSpace(value.charAt(end))) end++;
            if (begun) out.put(' ');
            out.put(value, start, end);
            begun = true;
            start = end;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static int endOfName(String signedHeaders, int start) {
        var semicolon = signedHeaders.indexOf(';', start);
        return semicolon < 0 ? signedHeaders.length() : semicolon;
    }
}
