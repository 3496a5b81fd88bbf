package io.millrace.firehose.function;

import org.jspecify.annotations.Nullable;

/** A function gave no answer. */
public final class FunctionFailure extends Exception {
    private final String code;

    /** @param code as failed records are marked with, for example {@code Lambda.FunctionError} */
    public FunctionFailure(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
