package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/** Makes a stream. It can be used when its status is ACTIVE. */
public final class CreateStream implements Operation<CreateStream.Input, Operation.NoOutput> {
    /** Hours: the default of the API. */
    static final int DEFAULT_RETENTION_HOURS = 24;
    /** KiB: the default of the API. */
    static final int DEFAULT_MAX_RECORD_KIB = 1024;
    /** What AWS makes when a request says neither how many nor which mode, and what an on-demand stream starts with. */
    static final int DEFAULT_SHARDS = 4;

    private final StreamStore store;
    private final Streams streams;
    private final Lifecycle lifecycle;
    private final StreamTags tags;
    private final StreamLimits limits;
    private final WarmThroughput warmth;
    private final InstantSource clock;

    CreateStream(
            StreamStore store,
            Streams streams,
            Lifecycle lifecycle,
            StreamTags tags,
            StreamLimits limits,
            WarmThroughput warmth,
            InstantSource clock) {
        this.store = store;
        this.streams = streams;
        this.lifecycle = lifecycle;
        this.tags = tags;
        this.limits = limits;
        this.warmth = warmth;
        this.clock = clock;
    }

    public record Input(
            @Constraint.Required @StreamName @Nullable String streamName,
            @Constraint.Range(min = 1) @Nullable Integer shardCount,
            @Nullable StreamModeDetails streamModeDetails,

            @Constraint.Length(min = 1, max = 200) @Nullable
            Map<@Constraint.Length(min = 1, max = 128) String, @Constraint.Length(max = 256) String> tags,

            @Constraint.Range(min = 0) @Nullable Integer warmThroughputMiBps,

            @Constraint.Range(min = 1024, max = 10240) @Nullable
            Integer maxRecordSizeInKiB) {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        String name = java.util.Objects.requireNonNull(input.streamName);
        var mode = input.streamModeDetails == null || input.streamModeDetails.streamMode() == null
                ? StreamMode.PROVISIONED
                : StreamMode.valueOf(input.streamModeDetails.streamMode());
        int warm = input.warmThroughputMiBps == null ? 0 : input.warmThroughputMiBps;
        if (warm > 0) warmth.check(caller.account(), mode, warm);
        int shardCount = Math.max(shardCount(input, mode), warm);
        if (input.tags != null) StreamTags.check(name, caller.account(), input.tags, Map.of());
        if (streams.find(caller.account(), name) != null) throw StreamErrors.alreadyExists(name, caller.account());
        var created = store.exclusively(() -> {
            limits.check(caller.account(), mode, shardCount);
            try {
                return store.create(row(caller, name, mode, input), shardCount, id -> {
                    if (input.tags != null) tags.put(id, input.tags);
                });
            } catch (DataIntegrityViolationException e) {
                throw StreamErrors.alreadyExists(name, caller.account());
            }
        });
        lifecycle.advance(created);
        return NoOutput.DONE;
    }

    private static int shardCount(Input input, StreamMode mode) {
        Integer given = input.shardCount;
        if (mode == StreamMode.ON_DEMAND && given != null)
            throw StreamErrors.validation("ShardCount can not be set for a stream in On-Demand mode.");
        if (mode == StreamMode.PROVISIONED && given == null && input.streamModeDetails != null)
            throw StreamErrors.validation("ShardCount must be set for a stream in Provisioned mode.");
        return given != null ? given : DEFAULT_SHARDS;
    }

    private StreamEntity row(Caller caller, String name, StreamMode mode, Input input) {
        var row = new StreamEntity();
        row.accountId = caller.account();
        row.name = name;
        // Whole milliseconds, as the wire shows it: the table must not know it better.
        row.createdAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        row.status = StreamStatus.CREATING;
        row.mode = mode;
        row.retentionHours = DEFAULT_RETENTION_HOURS;
        row.readableFrom = Instant.EPOCH;
        row.peakSince = row.createdAt;
        if (input.warmThroughputMiBps != null && input.warmThroughputMiBps > 0)
            row.warmMibps = input.warmThroughputMiBps;
        row.maxRecordKib = input.maxRecordSizeInKiB == null ? DEFAULT_MAX_RECORD_KIB : input.maxRecordSizeInKiB;
        return row;
    }
}
