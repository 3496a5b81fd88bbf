package io.millrace.firehose.destination;

import io.millrace.wire.ApiError;
import io.millrace.wire.ApiException;

/** The error of a request that keeps the constraints of the API model and can't be done all the same. */
public final class InvalidArgument {
    private InvalidArgument() {}

    public static ApiException of(String message) {
        return ApiException.of(ApiError.badRequest("InvalidArgumentException", message));
    }
}
