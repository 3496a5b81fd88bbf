package io.millrace.streams.stream;

/** The states of a stream, named as on the wire. */
public enum StreamStatus {
    CREATING,
    ACTIVE,
    UPDATING,
    DELETING;

    /** True if records can be put and got. */
    public boolean serving() {
        return this == ACTIVE || this == UPDATING;
    }
}
