package io.millrace.wire;

import org.jspecify.annotations.Nullable;

/**
 * Ends a request with an {@link ApiError}. A caller's mistake carries no stack trace: it is an answer, not an event. A
 * fault of ours carries its cause, which goes to the log and never to the wire.
 */
public final class ApiException extends RuntimeException {
    private final transient ApiError error;

    private ApiException(ApiError error, @Nullable Throwable cause) {
        super(
                error.code() + (error.message() == null ? "" : ": " + error.message()),
                cause,
                false,
                error.isServerFault());
        this.error = error;
    }

    public static ApiException of(ApiError error) {
        return new ApiException(error, null);
    }

    public static ApiException causedBy(Throwable cause, ApiError error) {
        return new ApiException(error, cause);
    }

    public ApiError error() {
        return error;
    }
}
