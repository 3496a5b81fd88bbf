package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What is told of a {@link OpenSearchDestinationConfiguration}. */
public record OpenSearchDestinationDescription(
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

        @Constraint.OneOf({"FailedDocumentsOnly", "AllDocuments"}) @Nullable
        String s3BackupMode,

        @Nullable S3DestinationDescription s3DestinationDescription,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable VpcConfigurationDescription vpcConfigurationDescription,
        @Nullable DocumentIdOptions documentIdOptions) {}
