package io.millrace.streams.stream;

import java.util.List;

/** Which shard-level metrics a stream publishes. */
public record EnhancedMetrics(List<String> shardLevelMetrics) {
    static final List<EnhancedMetrics> NONE = List.of(new EnhancedMetrics(List.of()));
}
