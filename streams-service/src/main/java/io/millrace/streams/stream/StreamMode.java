package io.millrace.streams.stream;

/** Who minds the number of shards: the user, or we. Named as on the wire. */
public enum StreamMode {
    PROVISIONED,
    ON_DEMAND
}
