package io.millrace.bench.ceiling;

/** How much of a real server's work the ceiling does. */
public enum Level {
    /** Reads the request and sends a constant answer: what Netty and the loopback allow. */
    NONE,
    /** Hashes, verifies, parses, and answers after a group commit to a prewritten file: what the disk and the JDK allow. */
    DSYNC
}
