package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** As {@link HttpEndpointConfiguration}, without the key. */
public record HttpEndpointDescription(
        @Constraint.Pattern("https://.*") @Constraint.Length(min = 1, max = 1000) @Nullable
        String url,

        @Constraint.Pattern("^(?!\\s*$).+") @Constraint.Length(min = 1, max = 256) @Nullable
        String name) {}
