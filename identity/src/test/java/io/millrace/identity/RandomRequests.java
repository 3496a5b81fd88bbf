package io.millrace.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Requests with all that makes signers disagree: escapes, dots, unicode, repeated and empty values, odd spacing. */
final class RandomRequests {
    private static final String ODD = "aZ09-._~ /:+&=?%#[]@!$'()*,;é漢\"";

    private final RandomGenerator random;

    RandomRequests(RandomGenerator random) {
        this.random = random;
    }

    ReceivedRequest next() {
        var headers = new TreeMap<String, List<String>>();
        headers.put("host", List.of(random.nextBoolean() ? "127.0.0.1:4577" : "kinesis.us-east-1.amazonaws.com"));
        headers.put("content-type", List.of("application/x-amz-json-1.1"));
        headers.put("x-amz-target", List.of("Kinesis_20131202.ListStreams"));
        if (random.nextBoolean()) headers.put("x-odd", List.of("  two   spaces\tand a tab  "));
        if (random.nextBoolean()) headers.put("x-many", List.of("b", "a", " c "));
        if (random.nextInt(4) == 0) headers.put("x-empty", List.of(""));
        var body = random.nextInt(3) == 0 ? "" : text(random.nextInt(200));
        return new ReceivedRequest(random.nextInt(4) == 0 ? "GET" : "POST", path(), query(), headers, body);
    }

    private String path() {
        var path = new StringBuilder("/");
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> path.append("./");
                case 1 -> path.append("/");
                case 2 -> path.append("x/../");
                default -> path.append(escaped("s" + text(6))).append('/');
            }
        }
        if (random.nextBoolean()) path.append(escaped("e" + text(5)));
        return path.toString();
    }

    private String query() {
        var pairs = new ArrayList<String>();
        for (int i = random.nextInt(5); i > 0; i--) {
            var name = List.of("a", "a-b", "A", "a.", "k" + text(3)).get(random.nextInt(5));
            var value = random.nextInt(3) == 0 ? "" : text(4);
            pairs.add(escaped(name) + "=" + escaped(value));
        }
        return String.join("&", pairs);
    }

    private String text(int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) text.append(ODD.charAt(random.nextInt(ODD.length())));
        return text.toString();
    }

    static String escaped(String text) {
        var bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return PercentEncoding.encode(bytes);
    }

    /** The query as decoded names and values, in order. */
    static Map<String, List<String>> decodedQuery(ReceivedRequest request) {
        var map = new java.util.LinkedHashMap<String, List<String>>();
        for (var parameter : QueryParameters.parse(request.rawQuery()).list()) {
            map.computeIfAbsent(utf8(parameter.name()), _ -> new ArrayList<>()).add(utf8(parameter.value()));
        }
        return map;
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
