package io.millrace.streams.stream;

import io.millrace.wire.ApiError;
import io.millrace.wire.ApiException;

/** Errors of Data Streams. The exact words of each stand here, once. */
public final class StreamErrors {
    private StreamErrors() {}

    public static ApiException streamNotFound(String name, String account) {
        return notFound("Stream " + name + " under account " + account + " not found.");
    }

    public static ApiException shardNotFound(String shardId, String stream, String account) {
        return notFound("Could not find shard " + shardId + " in stream " + stream + " under account " + account + ".");
    }

    public static ApiException shardDoesNotExist(String shardId, String stream, String account) {
        return notFound("Shard " + shardId + " in stream " + stream + " under account " + account + " does not exist");
    }

    public static ApiException notFound(String message) {
        return ApiException.of(ApiError.badRequest("ResourceNotFoundException", message));
    }

    public static ApiException alreadyExists(String name, String account) {
        return inUse("Stream " + name + " under account " + account + " already exists.");
    }

    public static ApiException notActive(Stream stream) {
        return inUse("Stream " + stream.name() + " under account " + stream.account() + " not ACTIVE, instead in state "
                + stream.status());
    }

    static ApiException hasConsumers(Stream stream) {
        return inUse("DeleteStream can't delete " + stream.account() + ":" + stream.name()
                + " because there are consumers associated with this data stream. To delete " + stream.name()
                + " anyway, set the EnforceConsumerDeletion parameter to true to force the deletion of all the consumers"
                + " that are associated with it.");
    }

    static ApiException onDemand(Stream stream) {
        return validation("Request is invalid. Stream " + stream.name() + " under account " + stream.account()
                + " is in On-Demand mode.");
    }

    public static ApiException inUse(String message) {
        return ApiException.of(ApiError.badRequest("ResourceInUseException", message));
    }

    public static ApiException invalidArgument(String message) {
        return ApiException.of(ApiError.badRequest("InvalidArgumentException", message));
    }

    public static ApiException limitExceeded(String message) {
        return ApiException.of(ApiError.badRequest("LimitExceededException", message));
    }

    public static ApiException validation(String message) {
        return ApiException.of(ApiError.badRequest("ValidationException", message));
    }

    public static ApiException expiredNextToken() {
        return ApiException.of(
                ApiError.badRequest("ExpiredNextTokenException", "The pagination token passed has expired."));
    }
}
