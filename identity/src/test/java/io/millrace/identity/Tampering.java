package io.millrace.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Every way to change one byte of a signed request so that its meaning changes too. */
final class Tampering {
    private Tampering() {}

    static Map<String, ReceivedRequest> of(ReceivedRequest signed, RandomGenerator random) {
        var changed = new LinkedHashMap<String, ReceivedRequest>();
        changed.put("method", signed.withMethod(signed.method().equals("GET") ? "GEU" : "GET"));
        changed.put("path", signed.withPath(signed.rawPath() + "q"));
        changed.put("body", signed.withBody(signed.body() + " "));
        var query = signed.rawQuery();
        changed.put("query", signed.withQuery(query == null || query.isEmpty() ? "q" : flip(query, random)));
        if (signed.headers().containsKey("authorization")) {
            for (var name : signedHeaders(signed.header("authorization")).split(";", -1)) {
                if (!signed.header(name).isBlank()) {
                    changed.put(name, signed.changingHeader(name, value -> flip(value, random)));
                }
            }
            for (var part : new String[] {"Credential=", "SignedHeaders=", "Signature="}) {
                changed.put(part, signed.changingHeader("authorization", value -> flipAfter(value, part, random)));
            }
        } else {
            changed.put("host", signed.changingHeader("host", value -> flip(value, random)));
        }
        return changed;
    }

    private static String signedHeaders(String authorization) {
        var start = authorization.indexOf("SignedHeaders=") + "SignedHeaders=".length();
        return authorization.substring(start, authorization.indexOf(',', start));
    }

    private static String flipAfter(String text, String part, RandomGenerator random) {
        var start = text.indexOf(part) + part.length();
        var comma = text.indexOf(',', start);
        var end = comma < 0 ? text.length() : comma;
        return text.substring(0, start) + flip(text.substring(start, end), random) + text.substring(end);
    }

    private static String flip(String text, RandomGenerator random) {
        int at = random.nextInt(text.length());
        while (Character.isWhitespace(text.charAt(at))) at = random.nextInt(text.length());
        return text.substring(0, at) + (text.charAt(at) == 'q' ? 'z' : 'q') + text.substring(at + 1);
    }
}
