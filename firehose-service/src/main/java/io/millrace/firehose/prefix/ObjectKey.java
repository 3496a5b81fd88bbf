package io.millrace.firehose.prefix;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** The key of an object: {@code <prefix><stream>-<version>-yyyy-MM-dd-HH-mm-ss-<uuid><extension>} (Firehose developer guide). */
public final class ObjectKey {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss", Locale.ROOT);

    private ObjectKey() {}

    /**
     * @param prefix evaluated
     * @param version of the stream's configuration
     * @param time when the oldest record of the object arrived
     */
    public static String of(
            String prefix, String stream, long version, Instant time, ZoneId zone, UUID id, String extension) {
        return prefix + stream + "-" + version + "-" + TIME.format(time.atZone(zone)) + "-" + id + extension;
    }
}
