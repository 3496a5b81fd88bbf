package io.millrace.firehose.prefix;

/** A prefix that can't be. Its message is what AWS says of it. */
public final class InvalidPrefixException extends RuntimeException {
    InvalidPrefixException(String message) {
        super(message);
    }
}
