package io.millrace.jq;

/** A run ended without all of its outputs: the query raised an error, the input is no JSON, or a bound was met. */
public final class JqException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message jq's own words, without its {@code jq: error (at …): } */
    JqException(String message) {
        super(message, null, false, false);
    }
}
