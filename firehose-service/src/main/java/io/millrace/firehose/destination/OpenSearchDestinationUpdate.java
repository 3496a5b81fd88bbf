package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What changes of a {@link OpenSearchDestinationConfiguration}: members that are not there stay. */
public record OpenSearchDestinationUpdate(
        @RoleArn @Nullable String roleARN,

        @Constraint.Pattern("arn:.*:es:[a-zA-Z0-9\\-]+:\\d{12}:domain/[a-z][-0-9a-z]{2,27}")
        @Constraint.Length(min = 1, max = 512)
        @Nullable
        String domainARN,

        @Constraint.Pattern("https:.*") @Constraint.Length(min = 1, max = 512) @Nullable
        String clusterEndpoint,

        @Constraint.Pattern(".*") @Constraint.Length(min = 1, max = 80) @Nullable
        String indexName,

        @Constraint.Pattern(".*") @Constraint.Length(max = 100) @Nullable
        String typeName,

        @Constraint.OneOf({"NoRotation", "OneHour", "OneDay", "OneWeek", "OneMonth"}) @Nullable
        String indexRotationPeriod,

        @Nullable OpenSearchBufferingHints bufferingHints,
        @Nullable RetryOptions retryOptions,
        @Nullable S3DestinationUpdate s3Update,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable DocumentIdOptions documentIdOptions) {}
