package io.millrace.firehose.destination;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every kind of destination can tell of itself. */
public sealed interface DestinationConfiguration
        permits ExtendedS3DestinationConfiguration,
                RedshiftDestinationConfiguration,
                OpenSearchDestinationConfiguration,
                ServerlessDestinationConfiguration,
                SplunkDestinationConfiguration,
                HttpEndpointDestinationConfiguration,
                SnowflakeDestinationConfiguration,
                IcebergDestinationConfiguration {
    @Nullable
    ProcessingConfiguration processingConfiguration();

    /** The bucket for records that can't be delivered. */
    @Nullable
    S3DestinationConfiguration s3Configuration();

    @Nullable
    String s3BackupMode();

    /** The bucket that keeps what came in, whatever becomes of it; null if nothing does. */
    default @Nullable S3DestinationConfiguration backup() {
        String mode = s3BackupMode();
        return mode != null && mode.startsWith("All") ? s3Configuration() : null;
    }

    /** @throws io.millrace.wire.ApiException InvalidArgumentException if its members contradict each other */
    void check();

    /** The same with every default in its place. */
    DestinationConfiguration withDefaults();

    /** What it needs beyond plain delivery. */
    Set<Feature> features();
}
