package io.millrace.identity;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A request as a server would receive it; each {@code with} makes a changed copy. */
record ReceivedRequest(
        String method, String rawPath, @Nullable String rawQuery, Map<String, List<String>> headers, String body)
        implements SignedRequest {
    ReceivedRequest {
        var lowerCase = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> lowerCase.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = lowerCase;
    }

    static ReceivedRequest of(String method, URI uri, Map<String, List<String>> headers, String body) {
        return new ReceivedRequest(method, uri.getRawPath(), uri.getRawQuery(), headers, body);
    }

    static ReceivedRequest post(String body) {
        return new ReceivedRequest(
                "POST",
                "/",
                null,
                Map.of(
                        "host", List.of("kinesis.us-east-1.amazonaws.com"),
                        "content-type", List.of("application/x-amz-json-1.1"),
                        "x-amz-target", List.of("Kinesis_20131202.ListStreams")),
                body);
    }

    ReceivedRequest withMethod(String other) {
        return new ReceivedRequest(other, rawPath, rawQuery, headers, body);
    }

    ReceivedRequest withPath(String other) {
        return new ReceivedRequest(method, other, rawQuery, headers, body);
    }

    ReceivedRequest withQuery(@Nullable String other) {
        return new ReceivedRequest(method, rawPath, other, headers, body);
    }

    ReceivedRequest withBody(String other) {
        return new ReceivedRequest(method, rawPath, rawQuery, headers, other);
    }

    ReceivedRequest withHeader(String name, String... values) {
        var changed = new TreeMap<>(headers);
        changed.put(name, List.of(values));
        return new ReceivedRequest(method, rawPath, rawQuery, changed, body);
    }

    ReceivedRequest withHeaders(Map<String, String> more) {
        var changed = new TreeMap<>(headers);
        more.forEach((name, value) -> changed.put(name, List.of(value)));
        return new ReceivedRequest(method, rawPath, rawQuery, changed, body);
    }

    ReceivedRequest withoutHeader(String name) {
        var changed = new TreeMap<>(headers);
        changed.remove(name);
        return new ReceivedRequest(method, rawPath, rawQuery, changed, body);
    }

    ReceivedRequest changingHeader(String name, UnaryOperator<String> change) {
        return withHeader(name, change.apply(header(name)));
    }

    String header(String name) {
        return headers(name).getFirst();
    }

    @Override
    public List<String> headers(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of());
    }

    @Override
    public byte[] bodySha256() {
        return sha256(body);
    }

    static byte[] sha256(String body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
