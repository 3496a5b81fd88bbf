package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** What is told of a {@link HttpEndpointDestinationConfiguration}. */
public record HttpEndpointDestinationDescription(
        @Nullable HttpEndpointDescription endpointConfiguration,
        @Nullable HttpEndpointBufferingHints bufferingHints,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable HttpEndpointRequestConfiguration requestConfiguration,
        @Nullable ProcessingConfiguration processingConfiguration,
        @RoleArn @Nullable String roleARN,
        @Nullable RetryOptions retryOptions,

        @Constraint.OneOf({"FailedDataOnly", "AllData"}) @Nullable
        String s3BackupMode,

        @Nullable S3DestinationDescription s3DestinationDescription,
        @Nullable SecretsManagerConfiguration secretsManagerConfiguration) {}
