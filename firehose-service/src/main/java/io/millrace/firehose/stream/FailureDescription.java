package io.millrace.firehose.stream;

/** Why something failed, as the wire has it. */
public record FailureDescription(String type, String details) {}
