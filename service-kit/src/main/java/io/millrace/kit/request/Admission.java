package io.millrace.kit.request;

import io.millrace.identity.Caller;

/** Decides whether an operation may be called now. */
public interface Admission {
    /**
     * Lets a call in, whose input keeps its constraints.
     *
     * @throws io.millrace.wire.ApiException if there were too many lately
     */
    void admit(String operation, Record input, Caller caller);
}
