package io.millrace.jq;

/** An error in flight inside a run: what {@code try} catches. */
final class JqError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient JqValue value;

    JqError(JqValue value) {
        super(null, null, false, false);
        this.value = value;
    }

    JqError(String message) {
        this(new JqString(message));
    }

    JqValue value() {
        return value;
    }

    /** The words that jq prints for an error that nobody caught. */
    String words() {
        if (value instanceof JqString string) return string.value();
        if (value instanceof JqObject object && object.get("__jq") != null) return "break";
        return "(not a string): " + value;
    }

    /** An error about one value: {@code number (1) cannot be …}. */
    static JqError about(JqValue value, String complaint) {
        return new JqError(described(value) + " " + complaint);
    }

    static JqError about(JqValue left, JqValue right, String complaint) {
        return new JqError(described(left) + " and " + described(right) + " " + complaint);
    }

    static String described(JqValue value) {
        return value.type() + " (" + JsonWriter.excerpt(value, 15) + ")";
    }
}
