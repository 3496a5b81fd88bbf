package io.millrace.streams.fanout;

/** The states of a consumer, named as on the wire. */
public enum ConsumerStatus {
    CREATING,
    ACTIVE,
    DELETING
}
