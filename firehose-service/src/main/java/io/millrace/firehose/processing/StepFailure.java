package io.millrace.firehose.processing;

/** A record can't pass a step, however often it is tried. */
final class StepFailure extends Exception {
    /** What {@code error-output-type} is for a record that a transformation could not take. */
    static final String PROCESSING = "processing-failed";
    /** What it is for a record in which no partition was found. */
    static final String METADATA = "metadata-extraction-failed";

    private final String type;
    private final String code;

    StepFailure(String type, String code, String message) {
        super(message, null, false, false);
        this.type = type;
        this.code = code;
    }

    String type() {
        return type;
    }

    String code() {
        return code;
    }
}
