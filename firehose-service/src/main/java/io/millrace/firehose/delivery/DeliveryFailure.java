package io.millrace.firehose.delivery;

import org.jspecify.annotations.Nullable;

/** A chunk could not be delivered now. */
public final class DeliveryFailure extends Exception {
    private final String code;

    /**
     * @param code as the error logs of the destination name it, for example {@code S3.AccessDenied}
     * @param message in words for an operator, without secrets
     */
    public DeliveryFailure(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
