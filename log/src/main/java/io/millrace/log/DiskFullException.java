package io.millrace.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** There is no room on the disk. */
final class DiskFullException extends IOException {
    DiskFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
