package io.millrace.firehose.stream;

import io.millrace.firehose.destination.RoleArn;
import io.millrace.wire.Constraint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is told of a Kinesis stream as source. */
public record KinesisStreamSourceDescription(
        @Constraint.Pattern("arn:.*:kinesis:[a-zA-Z0-9\\-]+:\\d{12}:stream/[a-zA-Z0-9_.-]+")
        @Constraint.Length(min = 1, max = 512)
        @Nullable
        String kinesisStreamARN,

        @RoleArn @Nullable String roleARN,
        @Nullable Instant deliveryStartTimestamp) {}
