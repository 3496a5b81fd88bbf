package io.millrace.streams.produce;

import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.wire.ApiError;
import io.millrace.wire.ApiException;

/** Errors of puts. */
final class ProduceErrors {
    private ProduceErrors() {}

    static ApiException invalidExplicitHashKey(String value) {
        return StreamErrors.invalidArgument("Invalid ExplicitHashKey. ExplicitHashKey must be in the range: "
                + "[0, 2^128-1]. Specified value was " + value);
    }

    static ApiException recordTooLarge(String path, int dataLength, int maxBytes) {
        return StreamErrors.validation("1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim="
                + dataLength + " cap=" + dataLength + "]' at '" + path
                + "' failed to satisfy constraint: Member must have length less than or equal to " + maxBytes);
    }

    static ApiException recordWithKeyTooLarge(int bytes, int maxBytes) {
        return StreamErrors.invalidArgument("The size of the record, data and partition key together, is " + bytes
                + " bytes and exceeds the maximum of " + maxBytes + " bytes of this stream.");
    }

    static ApiException requestTooLarge() {
        return StreamErrors.invalidArgument("Records size exceeds 10 MB limit");
    }

    static ApiException invalidOrdering(String number, String stream, String account) {
        return StreamErrors.invalidArgument("ExclusiveMinimumSequenceNumber " + number + " used in PutRecord on stream "
                + stream + " under account " + account + " is invalid.");
    }

    /** What a shard says that is asked for more than it may take. */
    static String rateExceeded(String shard, Stream stream) {
        return "Rate exceeded for shard " + shard + " in stream " + stream.name() + " under account " + stream.account()
                + ".";
    }

    static ApiException throttled(String message) {
        return ApiException.of(ApiError.badRequest("ProvisionedThroughputExceededException", message));
    }

    static ApiException overloaded(String stream, String account) {
        return throttled("Rate exceeded for stream " + stream + " under account " + account + ".");
    }
}
