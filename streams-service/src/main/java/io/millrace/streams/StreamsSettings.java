package io.millrace.streams;

import io.millrace.log.LocalLogSettings.Compression;
import io.millrace.streams.limit.LimitProfile;
import io.millrace.streams.tier.TierSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of streams-service.
 *
 * @param host where it listens when it runs on its own
 * @param port its own port, or 0 for none: the gateway of the same process hands requests over
 * @param transitionDelay how long a stream stays CREATING or DELETING
 * @param shardLimit open shards that an account may have in provisioned streams
 * @param onDemandStreamLimit on-demand streams that an account may have
 * @param consumerLimit consumers that may be registered with a stream
 * @param maxBodyMemory bound of all request bodies in memory at a time
 * @param limits which rates are enforced
 * @param loadSample how long what shards bear is added up before its rate is looked at, for metrics and on-demand streams
 * @param log the record log
 */
@ConfigurationProperties(prefix = "millrace.streams", ignoreUnknownFields = false)
public record StreamsSettings(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("0") int port,
        @DefaultValue("200ms") Duration transitionDelay,
        @DefaultValue("20000") int shardLimit,
        @DefaultValue("50") int onDemandStreamLimit,
        @DefaultValue("20") int consumerLimit,
        @DefaultValue("256MB") DataSize maxBodyMemory,
        @DefaultValue Limits limits,
        @DefaultValue("10s") Duration loadSample,
        @DefaultValue Log log) {

    /**
     * Which rates are enforced: {@code unlimited} or {@code aws}.
     *
     * @param profile for all that have none of their own
     * @param accounts by account id
     * @param streams by {@code account/name}
     */
    public record Limits(
            @DefaultValue("unlimited") LimitProfile profile,
            @DefaultValue Map<String, LimitProfile> accounts,
            @DefaultValue Map<String, LimitProfile> streams) {}

    /**
     * The log of records.
     *
     * @param directory where it is kept
     * @param durability {@code fsync}: acknowledged is on disk; {@code os}: acknowledged is in the kernel's cache, and a
     *     power cut loses it
     * @param journalSegmentSize room of one journal segment, written beforehand
     * @param clusterAfterSegments how many full journal segments wait before they are written out by stream and shard
     * @param tailCacheSize memory for the newest records, taken as they come
     * @param queueSize bytes that may wait for their commit; beyond it puts are refused
     * @param compression how what is written out by stream and shard is stored: {@code none} or {@code zstd}
     * @param checkRate what a check of what was written out reads a second at most
     * @param tier where old segments go
     */
    public record Log(
            @Nullable Path directory,
            @DefaultValue("fsync") Durability durability,
            @DefaultValue("64MB") DataSize journalSegmentSize,
            @DefaultValue("2") int clusterAfterSegments,
            @DefaultValue("256MB") DataSize tailCacheSize,
            @DefaultValue("64MB") DataSize queueSize,
            @DefaultValue("none") Compression compression,
            @DefaultValue("64MB") DataSize checkRate,
            @DefaultValue TierSettings tier) {}

    /** What an acknowledgement promises. */
    public enum Durability {
        FSYNC,
        OS
    }
}
