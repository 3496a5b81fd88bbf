package io.millrace.testkit.disk;

import java.io.IOException;

/** A write that a full {@link SimulatedDisk} has no room for. */
public final class NoRoomException extends IOException {
    NoRoomException() {
        super("No space left");
    }
}
