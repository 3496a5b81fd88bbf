package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** Where an endpoint is, and the key that lets Firehose in. */
public record HttpEndpointConfiguration(
        @Constraint.Required @Constraint.Pattern("https://.*") @Constraint.Length(min = 1, max = 1000) @Nullable
        String url,

        @Constraint.Pattern("^(?!\\s*$).+") @Constraint.Length(min = 1, max = 256) @Nullable
        String name,

        @Constraint.Secret @Constraint.Pattern(".*") @Constraint.Length(max = 4096) @Nullable
        String accessKey) {
    @Override
    public String toString() {
        return "HttpEndpointConfiguration[" + name + "]";
    }
}
