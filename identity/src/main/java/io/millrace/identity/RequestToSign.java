package io.millrace.identity;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request of our own, before it is sent.
 *
 * @param rawPath as it will be sent, percent escapes in place
 * @param rawQuery as it will be sent, or null
 * @param headers by lower-case name; all of them are signed, and {@code host} must be among them
 * @param bodySha256 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two requests
public record RequestToSign(
        String method,
        String rawPath,
        @Nullable String rawQuery,
        SortedMap<String, List<String>> headers,
        byte[] bodySha256)
        implements SignedRequest {
    public RequestToSign {
        var lowerCase = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> lowerCase.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        if (!lowerCase.containsKey("host")) throw new IllegalArgumentException("the host must be signed");
        headers = Collections.unmodifiableSortedMap(lowerCase);
    }

    /** A POST to the root: every call of the JSON services. */
    public static RequestToSign post(Map<String, String> headers, byte[] bodySha256) {
        var single = new TreeMap<String, List<String>>();
        headers.forEach((name, value) -> single.put(name, List.of(value)));
        return new RequestToSign("POST", "/", null, single, bodySha256);
    }

    @Override
    public List<String> headers(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of());
    }
}
