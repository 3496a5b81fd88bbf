package io.millrace.kit.request;

import io.millrace.wire.ApiError;
import org.jspecify.annotations.Nullable;

/** Is told of calls that passed authentication, before they are answered. */
public interface CallAudit {
    /** True if calls of that operation are to be told. */
    boolean concerns(String operation);

    /**
     * A call is about to be answered.
     *
     * @param input what was asked for, or null if it could not be understood
     * @param inputJson the same as JSON
     * @param error what is answered, or null for success
     */
    void called(
            ApiRequest request,
            String service,
            String operation,
            @Nullable Record input,
            byte @Nullable [] inputJson,
            @Nullable ApiError error);
}
