package io.millrace.firehose.s3;

import io.millrace.firehose.destination.ProcessingConfiguration;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the processor AppendDelimiterToRecord appends: a new line, unless its parameter says otherwise. */
final class Delimiter {
    private static final String NEW_LINE = "\n";

    private Delimiter() {}

    /** The bytes, or null if nothing is appended. */
    static byte @Nullable [] of(@Nullable ProcessingConfiguration processing) {
        var processor = ProcessingConfiguration.runningIn(processing, "AppendDelimiterToRecord");
        if (processor == null) return null;
        String given = processor.parameter("Delimiter");
        String delimiter = given == null ? NEW_LINE : unescaped(given);
        return delimiter.getBytes(StandardCharsets.UTF_8);
    }

    /** On the wire a new line is a backslash and an n. */
    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
    }
}
