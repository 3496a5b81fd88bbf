package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What is told of a {@link SplunkDestinationConfiguration}. The token has a place here and is never told. */
public record SplunkDestinationDescription(
        @Constraint.Name("HECEndpoint") @Constraint.Pattern(".*") @Constraint.Length(max = 2048) @Nullable
        String hecEndpoint,

        @Constraint.Name("HECEndpointType") @Constraint.OneOf({"Raw", "Event"}) @Nullable
        String hecEndpointType,

        @Constraint.Name("HECToken")
        @Constraint.Secret
        @Constraint.Pattern(".*")
        @Constraint.Length(max = 2048)
        @Nullable
        String hecToken,

        @Constraint.Name("HECAcknowledgmentTimeoutInSeconds") @Constraint.Range(min = 180, max = 600) @Nullable
        Integer hecAcknowledgmentTimeoutInSeconds,

        @Nullable RetryOptions retryOptions,

        @Constraint.OneOf({"FailedEventsOnly", "AllEvents"}) @Nullable
        String s3BackupMode,

        @Nullable S3DestinationDescription s3DestinationDescription,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable SplunkBufferingHints bufferingHints,
        @Nullable SecretsManagerConfiguration secretsManagerConfiguration) {}
