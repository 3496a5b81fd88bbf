package io.millrace.firehose;

import io.millrace.firehose.function.FunctionSettings;
import io.millrace.firehose.s3.S3Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of firehose-service.
 *
 * @param host where it listens when it runs on its own
 * @param port its own port, or 0 for none: the gateway of the same process hands requests over
 * @param transitionDelay how long a delivery stream stays CREATING or DELETING
 * @param streamLimit delivery streams that an account may have
 * @param maxBodyMemory bound of all request bodies in memory at a time
 * @param backlogLimit bytes of one stream that may wait for their delivery; more are refused
 * @param deliveryMemory bound of all objects in the making
 * @param log the log of accepted records
 * @param s3 the store that buckets are in
 * @param functions where functions run that transform records
 */
@ConfigurationProperties(prefix = "millrace.firehose", ignoreUnknownFields = false)
public record FirehoseSettings(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("0") int port,
        @DefaultValue("200ms") Duration transitionDelay,
        @DefaultValue("5000") int streamLimit,
        @DefaultValue("256MB") DataSize maxBodyMemory,
        @DefaultValue("20GB") DataSize backlogLimit,
        @DefaultValue("64MB") DataSize deliveryMemory,
        @DefaultValue Log log,
        @DefaultValue S3Settings s3,
        @DefaultValue FunctionSettings functions) {

    /**
     * The log of accepted records, until they are delivered.
     *
     * @param directory where it is kept
     * @param journalSegmentSize room of one journal segment, written beforehand
     * @param clusterAfterSegments how many full journal segments wait before what is not delivered is written out by stream
     * @param tailCacheSize memory for the newest records, taken as they come
     * @param queueSize bytes that may wait for their commit; beyond it puts are refused
     */
    public record Log(
            @Nullable Path directory,
            @DefaultValue("64MB") DataSize journalSegmentSize,
            @DefaultValue("4") int clusterAfterSegments,
            @DefaultValue("128MB") DataSize tailCacheSize,
            @DefaultValue("64MB") DataSize queueSize) {}
}
