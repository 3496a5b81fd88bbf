package io.millrace.streams.fanout;

/** How many consumers may be registered with a stream. */
public record ConsumerLimit(int value) {}
