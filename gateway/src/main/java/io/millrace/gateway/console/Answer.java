package io.millrace.gateway.console;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call is answered with.
 *
 * @param status 0 if the endpoint has answered by itself, through the exchange
 * @param headers values of ours, never taken from a request unchecked
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two answers
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    private static final String JSON = "application/json";

    public static Answer json(int status, @Nullable Object value) {
        return new Answer(status, JSON, Json.write(value), Map.of());
    }

    public static Answer ok(@Nullable Object value) {
        return json(200, value);
    }

    /** 204: done, and nothing to say. */
    public static Answer done() {
        return new Answer(204, JSON, new byte[0], Map.of());
    }

    /** The endpoint writes its answer by itself. */
    public static Answer streamed() {
        return new Answer(0, "", new byte[0], Map.of());
    }

    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more);
    }
}
