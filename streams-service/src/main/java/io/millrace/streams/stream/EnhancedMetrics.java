package io.millrace.streams.stream;

import java.util.List;

/** Which shard-level metrics a stream publishes. */
public record EnhancedMetrics(List<String> shardLevelMetrics) {
    static List<EnhancedMetrics> of(Stream stream) {
        return List.of(new EnhancedMetrics(stream.shardLevelMetrics()));
    }
}
