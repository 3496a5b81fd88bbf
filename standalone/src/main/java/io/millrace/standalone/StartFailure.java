package io.millrace.standalone;

/** Why the start ended, in one line for whoever started it. */
final class StartFailure extends RuntimeException {
    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
