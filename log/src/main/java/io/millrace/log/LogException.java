package io.millrace.log;

import org.jspecify.annotations.Nullable;

/** Why the log could not do what it was asked. */
public final class LogException extends RuntimeException {
    /** What a caller can do about it. */
    public enum Reason {
        /** No room on the disk: writes fail until room is made, reads go on. */
        DISK_FULL,
        /** The disk failed; what was being written is not stored. */
        DISK_FAILED,
        /** Stored bytes do not match their checksum: they are never served. */
        CORRUPT,
        /** More waits than the log will hold in memory: try again later. */
        OVERLOADED,
        /** The log is closed or closing. */
        CLOSED
    }

    private final Reason reason;

    public LogException(Reason reason, String message) {
        this(reason, message, null);
    }

    public LogException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
