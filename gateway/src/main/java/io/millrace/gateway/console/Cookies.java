package io.millrace.gateway.console;

import io.millrace.kit.http.Exchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The cookies that we set, which are HttpOnly and stay below {@code /console}. */
public final class Cookies {
    public static final String SESSION = "millrace_session";

    private Cookies() {}

    /** The value of a cookie as the browser sent it, or null. */
    public static @Nullable String get(Exchange exchange, String name) {
        for (String header : exchange.headers().getAll("cookie"))
            for (String pair : header.split(";", -1)) {
                String trimmed = pair.strip();
                if (trimmed.startsWith(name)
                        && trimmed.length() > name.length()
                        && trimmed.charAt(name.length()) == '=') return trimmed.substring(name.length() + 1);
            }
        return null;
    }

    /**
     * The header that sets a cookie.
     *
     * @param value of base64url and dots
     * @param sameSite {@code Strict} or {@code Lax}
     */
    public static String set(Exchange exchange, String name, String value, String sameSite, Duration life) {
        return name + "=" + value + "; Path=/console; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=" + sameSite
                + (exchange.secure() ? "; Secure" : "");
    }

    public static String clear(Exchange exchange, String name, String sameSite) {
        return set(exchange, name, "", sameSite, Duration.ZERO);
    }
}
