package io.millrace.firehose.destination;

import org.jspecify.annotations.Nullable;

/** What was given, or else something known. */
final class Given {
    private Given() {}

    static <T> @Nullable T or(@Nullable T given, @Nullable T otherwise) {
        return given != null ? given : otherwise;
    }

    /** @throws io.millrace.wire.ApiException if a member that is needed was not given */
    static <T> T require(@Nullable T given, String member) {
        if (given == null) throw InvalidArgument.of(member + " must be specified.");
        return given;
    }
}
