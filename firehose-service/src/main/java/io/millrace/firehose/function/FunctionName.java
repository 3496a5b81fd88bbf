package io.millrace.firehose.function;

/** The parts of a function's ARN: {@code arn:aws:lambda:region:account:function:name[:qualifier]}. */
final class FunctionName {
    private static final int NAME = 6;

    private FunctionName() {}

    /** The name, or all of it if it is not an ARN. */
    static String of(String arn) {
        var parts = arn.split(":", -1);
        return parts.length > NAME ? parts[NAME] : arn;
    }
}
