package io.millrace.firehose.stream;

import io.millrace.wire.Constraint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What would be told of a topic of Kafka as source. */
public record MskSourceDescription(
        @Constraint.Name("MSKClusterARN") @Constraint.Pattern("arn:.*") @Constraint.Length(min = 1, max = 512) @Nullable
        String mskClusterARN,

        @Constraint.Pattern("[a-zA-Z0-9\\\\._\\\\-]+") @Constraint.Length(min = 1, max = 255) @Nullable
        String topicName,

        MskSourceConfiguration.@Nullable Authentication authenticationConfiguration,
        @Nullable Instant deliveryStartTimestamp,
        @Nullable Instant readFromTimestamp) {}
