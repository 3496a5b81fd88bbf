package io.millrace.kit.request;

import io.millrace.identity.Caller;

/**
 * One operation of an API, named as there. Reads as the API page does: no HTTP, no JSON. Runs on a virtual thread and may
 * wait.
 *
 * @param <I> the input structure, already checked against its constraints
 * @param <O> the output structure, or {@link NoOutput}
 */
public interface Operation<I extends Record, O extends Record> {
    /** @throws io.millrace.wire.ApiException with the exact AWS error for what the caller got wrong */
    O handle(I input, Caller caller);

    /** For operations that answer with an empty body. */
    record NoOutput() {
        public static final NoOutput DONE = new NoOutput();
    }
}
