package io.millrace.kit.request;

import io.millrace.wire.ApiError;
import org.jspecify.annotations.Nullable;

/** Knows which exceptions of a service mean that a later try may succeed. */
public interface FaultTranslator {
    /** The error to answer, or null if the exception is not known: it is answered as InternalFailure then. */
    @Nullable
    ApiError translate(Throwable cause);
}
