package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What changes of a {@link HttpEndpointDestinationConfiguration}: members that are not there stay. */
public record HttpEndpointDestinationUpdate(
        @Nullable HttpEndpointConfiguration endpointConfiguration,
        @Nullable HttpEndpointBufferingHints bufferingHints,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable HttpEndpointRequestConfiguration requestConfiguration,
        @Nullable ProcessingConfiguration processingConfiguration,
        @RoleArn @Nullable String roleARN,
        @Nullable RetryOptions retryOptions,

        @Constraint.OneOf({"FailedDataOnly", "AllData"}) @Nullable
        String s3BackupMode,

        @Nullable S3DestinationUpdate s3Update,
        @Nullable SecretsManagerConfiguration secretsManagerConfiguration) {}
