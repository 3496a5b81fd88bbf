package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changes of a {@link IcebergDestinationConfiguration}: members that are not there stay. */
public record IcebergDestinationUpdate(
        @Nullable List<DestinationTableConfiguration> destinationTableConfigurationList,
        @Nullable IcebergSwitch schemaEvolutionConfiguration,
        @Nullable IcebergSwitch tableCreationConfiguration,
        @Nullable BufferingHints bufferingHints,
        @Nullable CloudWatchLoggingOptions cloudWatchLoggingOptions,
        @Nullable ProcessingConfiguration processingConfiguration,

        @Constraint.OneOf({"FailedDataOnly", "AllData"}) @Nullable
        String s3BackupMode,

        @Nullable RetryOptions retryOptions,
        @RoleArn @Nullable String roleARN,
        @Nullable Boolean appendOnly,
        @Nullable CatalogConfiguration catalogConfiguration,
        @Nullable S3DestinationConfiguration s3Configuration) {}
