package io.millrace.wire;

import org.jspecify.annotations.Nullable;

/** The errors that every AWS JSON service answers alike; each text stands here and nowhere else. */
public final class CommonErrors {
    private CommonErrors() {}

    /** The body does not hold the types that the operation's shape asks for. */
    public static ApiError serialization(@Nullable String message) {
        return ApiError.badRequest("SerializationException", message);
    }

    /** The values break a constraint of the shape; the text names each one. */
    public static ApiError validation(String message) {
        return ApiError.badRequest("ValidationException", message);
    }

    /** {@code X-Amz-Target} names no operation that is known here. */
    public static ApiError unknownOperation() {
        return ApiError.badRequest("UnknownOperationException", null);
    }

    /** The request carries no signature at all. */
    public static ApiError missingAuthenticationToken() {
        return ApiError.badRequest("MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    /** Parts of the signature are absent or malformed; the message lists every one of them. */
    public static ApiError incompleteSignature(String message) {
        return ApiError.badRequest("IncompleteSignatureException", message);
    }

    /** The signature is complete but does not hold for this request. */
    public static ApiError invalidSignature(String message) {
        return ApiError.badRequest("InvalidSignatureException", message);
    }

    /** The access key is not known, or its session token does not belong to it. */
    public static ApiError unrecognizedClient() {
        return ApiError.badRequest(
                "UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    /** The session token was good once. */
    public static ApiError expiredToken() {
        return ApiError.badRequest("ExpiredTokenException", "The security token included in the request is expired");
    }

    /** The caller is known and may not do this. */
    public static ApiError accessDenied(String message) {
        return ApiError.badRequest("AccessDeniedException", message);
    }

    /** A fault of ours. The text says nothing of its cause: the log does, under the same request id. */
    public static ApiError internalFailure() {
        return new ApiError("InternalFailure", "The request processing has failed because of an unknown error.", 500);
    }

    /** For now we can't, a later try may succeed. */
    public static ApiError serviceUnavailable(String message) {
        return new ApiError("ServiceUnavailable", message, 503);
    }

    /** The body is larger than any request of the service may be. */
    public static ApiError requestTooLarge() {
        return new ApiError("RequestEntityTooLargeException", "Request entity too large.", 413);
    }
}
