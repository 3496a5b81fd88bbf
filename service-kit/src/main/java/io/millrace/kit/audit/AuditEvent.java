package io.millrace.kit.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody did something, or tried to.
 *
 * @param actor a user of the console, or the ARN of the caller
 * @param source {@link #CONSOLE} or {@link #API}
 * @param service which of ours did it
 * @param action the operation
 * @param resource what it was about, or null
 * @param result {@link #SUCCESS} or the code of the error
 * @param detail what was asked for, as JSON, without data and secrets
 */
public record AuditEvent(
        Instant at,
        String account,
        String actor,
        String accessKeyId,
        String source,
        String service,
        String action,
        @Nullable String resource,
        String result,
        String requestId,
        String detail,
        String sourceAddress) {
    public static final String CONSOLE = "console";
    public static final String API = "api";
    public static final String SUCCESS = "Success";
}
