package io.millrace.firehose.stream;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** How much is expected to be put. */
public record DirectPutSourceConfiguration(
        @Constraint.Required @Constraint.Range(min = 1, max = 100) @Nullable
        Integer throughputHintInMBs) {}
