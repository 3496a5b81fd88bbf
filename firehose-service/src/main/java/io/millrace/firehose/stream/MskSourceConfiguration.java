package io.millrace.firehose.stream;

import io.millrace.firehose.destination.RoleArn;
import io.millrace.wire.Constraint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A topic of Kafka that records are to come from. Taken and checked; no stream is made of it in this version. */
public record MskSourceConfiguration(
        @Constraint.Name("MSKClusterARN")
        @Constraint.Required
        @Constraint.Pattern("arn:.*")
        @Constraint.Length(min = 1, max = 512)
        @Nullable
        String mskClusterARN,

        @Constraint.Required
        @Constraint.Pattern("[a-zA-Z0-9\\\\._\\\\-]+")
        @Constraint.Length(min = 1, max = 255)
        @Nullable
        String topicName,

        @Constraint.Required @Nullable Authentication authenticationConfiguration,
        @Nullable Instant readFromTimestamp) {

    /** How the cluster lets Firehose in. */
    public record Authentication(
            @Constraint.Required @RoleArn @Nullable String roleARN,

            @Constraint.Required @Constraint.OneOf({"PUBLIC", "PRIVATE"}) @Nullable
            String connectivity) {}
}
