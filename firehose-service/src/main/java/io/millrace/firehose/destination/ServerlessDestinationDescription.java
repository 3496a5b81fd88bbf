package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What is told of a {@link ServerlessDestinationConfiguration}. */
public record ServerlessDestinationDescription(
        @RoleArn @Nullable String roleARN,

        @Constraint.Pattern("https:.*") @Constraint.Length(min = 1, max = 512) @Nullable
        String collectionEndpoint,

        @Constraint.Pattern(".*") @Constraint.Length(min = 1, max = 80) @Nullable
        String indexName,

        @Nullable OpenSearchBufferingHints bufferingHints,
        @Nullable RetryOptions retryOptions,

        @Constraint.OneOf({"FailedDocumentsOnly", "AllDocuments"}) @Nullable
        String s3BackupMode,

        @Nullable S3DestinationDescription s3DestinationDescription,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable VpcConfigurationDescription vpcConfigurationDescription) {}
