package io.millrace.streams;

import io.millrace.kit.request.FaultTranslator;
import io.millrace.log.LogException;
import io.millrace.wire.ApiError;
import io.millrace.wire.CommonErrors;
import org.jspecify.annotations.Nullable;

/** What a failure of the log means to a client: nothing of the request is stored, and whether a retry can help. */
final class LogFaults implements FaultTranslator {
    @Override
    public @Nullable ApiError translate(Throwable cause) {
        if (!(cause instanceof LogException failure)) return null;
        return switch (failure.reason()) {
            case DISK_FULL ->
                CommonErrors.serviceUnavailable(
                        "The disk is full: nothing was stored. Writes resume when there is room.");
            case OVERLOADED -> CommonErrors.serviceUnavailable("Too many writes are waiting, please try again.");
            case CLOSED -> CommonErrors.serviceUnavailable("The service is shutting down.");
            case DISK_FAILED, CORRUPT -> null;
        };
    }
}
