package io.millrace.streams.stream;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** The mode as the API wraps it. */
public record StreamModeDetails(
        @Constraint.Required @Constraint.OneOf({"PROVISIONED", "ON_DEMAND"}) @Nullable
        String streamMode) {
    static StreamModeDetails of(StreamMode mode) {
        return new StreamModeDetails(mode.name());
    }
}
