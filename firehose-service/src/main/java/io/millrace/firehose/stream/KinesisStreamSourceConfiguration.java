package io.millrace.firehose.stream;

import io.millrace.firehose.destination.RoleArn;
import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** The Kinesis stream that records are to come from. */
public record KinesisStreamSourceConfiguration(
        @Constraint.Required
        @Constraint.Pattern("arn:.*:kinesis:[a-zA-Z0-9\\-]+:\\d{12}:stream/[a-zA-Z0-9_.-]+")
        @Constraint.Length(min = 1, max = 512)
        @Nullable
        String kinesisStreamARN,

        @Constraint.Required @RoleArn @Nullable String roleARN) {}
