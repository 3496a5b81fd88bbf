package io.millrace.gateway.tail;

/** What streams-service answered instead of what was asked for. */
final class ServiceFault extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    ServiceFault(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    String code() {
        return code;
    }

    String words() {
        return String.valueOf(getMessage());
    }

    /** True if a later try may succeed. */
    boolean passes() {
        return status >= 500
                || code.equals("ProvisionedThroughputExceededException")
                || code.equals("LimitExceededException")
                || code.equals("ThrottlingException");
    }
}
