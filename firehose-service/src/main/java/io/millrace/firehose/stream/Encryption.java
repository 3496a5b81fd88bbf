package io.millrace.firehose.stream;

import org.jspecify.annotations.Nullable;

/** How records are encrypted while they wait. */
public record Encryption(
        String status, @Nullable String keyType, @Nullable String keyArn) {
    /** There is no other in this version. */
    static final Encryption DISABLED = new Encryption("DISABLED", null, null);
}
