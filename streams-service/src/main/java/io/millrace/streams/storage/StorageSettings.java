package io.millrace.streams.storage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How records are stored, as the settings say.
 *
 * @param directory of the log
 * @param durability {@code FSYNC} or {@code OS}
 * @param compression {@code NONE} or {@code ZSTD}
 * @param tierBucket where old records go, or null
 * @param checkBytesPerSecond how fast a check reads
 */
public record StorageSettings(
        Path directory,
        String durability,
        String compression,
        @Nullable String tierBucket,
        long checkBytesPerSecond) {}
