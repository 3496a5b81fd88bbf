package io.millrace.firehose.stream;

/** Why a stream could not be made or deleted, in the words of the API. */
public record Failure(String type, String details) {}
