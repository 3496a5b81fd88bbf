package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What changes of a {@link SplunkDestinationConfiguration}: members that are not there stay. */
public record SplunkDestinationUpdate(
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

        @Nullable S3DestinationUpdate s3Update,
        @Nullable ProcessingConfiguration processingConfiguration,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable SplunkBufferingHints bufferingHints,
        @Nullable SecretsManagerConfiguration secretsManagerConfiguration) {
    /** Without what is secret. */
    @Override
    public String toString() {
        return "SplunkDestinationUpdate[" + hecEndpoint + "]";
    }
}
