package io.millrace.jq;

/** The text is no query, or one that is refused. */
public final class JqSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    JqSyntaxException(String message) {
        super(message);
    }
}
