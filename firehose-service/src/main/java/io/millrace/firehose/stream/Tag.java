package io.millrace.firehose.stream;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** A tag as the wire has it. */
public record Tag(
        @Constraint.Required @TagKey @Nullable String key,

        @Constraint.Pattern("^[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@%]*$") @Constraint.Length(max = 256) @Nullable
        String value) {}
