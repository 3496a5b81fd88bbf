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

    /** @throws io.millrace.wire.ApiException InvalidArgumentException if its members contradict each other */
    void check();

    /** The same with every default in its place. */
    DestinationConfiguration withDefaults();

    /** What it needs beyond plain delivery. */
    Set<Feature> features();
}
