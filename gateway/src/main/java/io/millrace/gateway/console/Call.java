package io.millrace.gateway.console;

import io.millrace.kit.http.Exchange;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of the admin API, its body whole. */
public final class Call {
    private final Exchange exchange;
    private final String requestId;
    private final Map<String, String> path;
    private final byte[] body;
    private final @Nullable Session session;
    private @Nullable Map<String, @Nullable Object> json;
    private @Nullable Map<String, String> query;

    Call(Exchange exchange, String requestId, Map<String, String> path, byte[] body, @Nullable Session session) {
        this.exchange = exchange;
        this.requestId = requestId;
        this.path = path;
        this.body = body;
        this.session = session;
    }

    public Exchange exchange() {
        return exchange;
    }

    /** The id that the answer and the log carry. */
    public String requestId() {
        return requestId;
    }

    /** What stands in the path where the route says {@code {name}}. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) throw new IllegalStateException("the route has no " + name);
        return value;
    }

    public byte[] body() {
        return body;
    }

    /** Who calls; only routes that are open to anybody may have to do without. */
    public Session session() {
        if (session == null) throw new IllegalStateException("asked for the session of an open route");
        return session;
    }

    /** The session cookie's value, or null. */
    public @Nullable String token() {
        return Cookies.get(exchange, Cookies.SESSION);
    }

    /** Where the connection comes from, as a number. */
    public String sourceAddress() {
        return exchange.remoteAddress() instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : "unknown";
    }

    private Map<String, @Nullable Object> json() {
        if (json == null) json = Json.readObject(body);
        return json;
    }

    /** A text that must be there. */
    public String text(String member) {
        String value = textOrNull(member);
        if (value == null) throw ConsoleError.badRequest("\"" + member + "\" is missing: it must be a text.");
        return value;
    }

    /** A text, or null if there is none. */
    public @Nullable String textOrNull(String member) {
        return member(member, String.class, "a text");
    }

    public @Nullable Boolean truthOrNull(String member) {
        return member(member, Boolean.class, "true or false");
    }

    public @Nullable Long numberOrNull(String member) {
        return member(member, Long.class, "a whole number");
    }

    /** An object, empty if there is none. */
    public Map<?, ?> object(String member) {
        Map<?, ?> value = member(member, Map.class, "an object");
        return value == null ? Map.of() : value;
    }

    /** A list, or null if there is none. */
    public java.util.@Nullable List<?> listOrNull(String member) {
        return member(member, java.util.List.class, "a list");
    }

    private <T> @Nullable T member(String name, Class<T> type, String words) {
        Object value = json().get(name);
        if (value == null) return null;
        if (!type.isInstance(value)) throw ConsoleError.badRequest("\"" + name + "\" must be " + words + ".");
        return type.cast(value);
    }

    /** A value of the query, decoded, or null. */
    public @Nullable String query(String name) {
        if (query == null) query = parse(exchange.query());
        String value = query.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static Map<String, String> parse(@Nullable String query) {
        var values = new HashMap<String, String>();
        if (query == null) return values;
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) values.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
        return values;
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ConsoleError.badRequest("The query holds a broken escape.");
        }
    }
}
