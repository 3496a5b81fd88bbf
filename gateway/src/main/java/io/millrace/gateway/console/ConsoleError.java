package io.millrace.gateway.console;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a caller of the admin API did wrong, or can't have now. Carries no stack trace: it is an answer. */
public final class ConsoleError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private final transient Map<String, @Nullable Object> members = new LinkedHashMap<>();

    public ConsoleError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    public static ConsoleError badRequest(String message) {
        return new ConsoleError(400, "InvalidRequest", message);
    }

    public static ConsoleError notFound(String message) {
        return new ConsoleError(404, "NotFound", message);
    }

    public static ConsoleError conflict(String code, String message) {
        return new ConsoleError(409, code, message);
    }

    public static ConsoleError unavailable(String message) {
        return new ConsoleError(503, "ServiceUnavailable", message);
    }

    /** Adds a header to the answer; the value is ours, not a request's. */
    public ConsoleError header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Adds a member beside {@code error}. */
    public ConsoleError member(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    String words() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers;
    }

    Map<String, @Nullable Object> members() {
        return members;
    }
}
