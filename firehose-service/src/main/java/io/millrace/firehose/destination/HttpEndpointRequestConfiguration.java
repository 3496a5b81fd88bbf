package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every request to the endpoint carries. */
public record HttpEndpointRequestConfiguration(
        @Constraint.OneOf({"NONE", "GZIP"}) @Nullable String contentEncoding,
        @Constraint.Length(max = 50) @Nullable List<CommonAttribute> commonAttributes) {

    /** A word of the user's own for the endpoint. */
    public record CommonAttribute(
            @Constraint.Required @Constraint.Pattern("^(?!\\s*$).+") @Constraint.Length(min = 1, max = 256) @Nullable
            String attributeName,

            @Constraint.Required @Constraint.Secret @Constraint.Pattern(".*") @Constraint.Length(max = 1024) @Nullable
            String attributeValue) {
        @Override
        public String toString() {
            return "CommonAttribute[" + attributeName + "]";
        }
    }
}
