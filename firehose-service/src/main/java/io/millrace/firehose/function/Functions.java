package io.millrace.firehose.function;

/** Calls functions by their ARN, in the way of Lambda's Invoke. Any thread. */
public interface Functions {
    /** Bytes of an event, and of an answer (Lambda's quotas). */
    int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

    /** True if functions of an ARN are called here. */
    boolean knows(String arn);

    /**
     * Calls a function and waits for its answer.
     *
     * @throws FunctionFailure if there is none
     */
    byte[] invoke(String arn, byte[] event) throws FunctionFailure, InterruptedException;
}
