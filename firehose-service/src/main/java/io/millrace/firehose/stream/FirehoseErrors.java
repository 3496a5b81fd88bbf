package io.millrace.firehose.stream;

import io.millrace.firehose.destination.InvalidArgument;
import io.millrace.wire.ApiError;
import io.millrace.wire.ApiException;

/** Errors of Firehose. The exact words of each stand here, once. */
public final class FirehoseErrors {
    private FirehoseErrors() {}

    public static ApiException invalidArgument(String message) {
        return InvalidArgument.of(message);
    }

    public static ApiException resourceNotFound(String name, String account) {
        return ApiException.of(ApiError.badRequest(
                "ResourceNotFoundException", "Firehose " + name + " under account " + account + " not found."));
    }

    public static ApiException alreadyExists(String name, String account) {
        return resourceInUse("Firehose " + name + " under accountId " + account + " already exists");
    }

    public static ApiException notActive(DeliveryStream stream) {
        return resourceInUse("Firehose " + stream.name() + " under accountId " + stream.account()
                + " is not ACTIVE, instead in state " + stream.status());
    }

    public static ApiException resourceInUse(String message) {
        return ApiException.of(ApiError.badRequest("ResourceInUseException", message));
    }

    public static ApiException limitExceeded(String message) {
        return ApiException.of(ApiError.badRequest("LimitExceededException", message));
    }

    public static ApiException concurrentModification(DeliveryStream stream, String given) {
        return ApiException.of(ApiError.badRequest(
                "ConcurrentModificationException",
                "Cannot update firehose: " + stream.name() + " since the current version id: " + stream.version()
                        + " and specified version id: " + given + " do not match"));
    }

    /** For now records can't be taken, a later try may succeed. */
    public static ApiException serviceUnavailable(String message) {
        return ApiException.of(new ApiError("ServiceUnavailableException", message, 503));
    }
}
