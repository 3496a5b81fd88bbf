package io.millrace.wire;

import org.jspecify.annotations.Nullable;

/**
 * What an AWS client sees of a failure.
 *
 * @param code the bare name of the error, for example {@code ResourceNotFoundException}
 * @param message the exact AWS words, or null where AWS sends none
 * @param status the HTTP status: 400 for nearly every mistake of a caller, 500 and above for ours
 */
public record ApiError(String code, @Nullable String message, int status) {
    /** A mistake of the caller, as the JSON protocols report it. */
    public static ApiError badRequest(String code, @Nullable String message) {
        return new ApiError(code, message, 400);
    }

    /** True if the fault is ours, so that the log must hold its cause and a client may retry. */
    public boolean isServerFault() {
        return status >= 500;
    }
}
