package io.millrace.streams.stream;

/** What a stream must know of the consumers that are registered with it. */
public interface RegisteredConsumers {
    /** How many a stream has, whatever their state. */
    int count(long stream);

    /** A stream is gone, and its consumers with it. */
    void streamGone(long stream);
}
