package io.millrace.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A structure with a member of every kind. */
record Samples(
        @Nullable String text,
        @Nullable Integer number,
        @Nullable Long large,
        @Nullable Double fraction,
        @Nullable Boolean flag,
        byte @Nullable [] blob,
        @Nullable Instant time,
        @Nullable Inner inner,
        @Nullable List<String> texts,
        @Nullable List<Inner> inners,
        @Nullable Map<String, String> byName,
        @Nullable Map<String, Inner> innerByName,
        @Constraint.Name("MaxRecordSizeInKiB") @Nullable Integer maxRecordSizeInKiB) {
    record Inner(@Nullable String name, byte @Nullable [] data) {}

    static final Samples EMPTY =
            new Samples(null, null, null, null, null, null, null, null, null, null, null, null, null);
}
