package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** Which metrics a stream gives for each of its shards. */
final class ShardMetrics {
    /** Every metric, in the order in which they are told; the word for all of them is no metric. */
    private static final List<String> NAMES = List.of(
            "IncomingBytes",
            "IncomingRecords",
            "OutgoingBytes",
            "OutgoingRecords",
            "WriteProvisionedThroughputExceeded",
            "ReadProvisionedThroughputExceeded",
            "IteratorAgeMilliseconds");

    private static final String ALL = "ALL";

    private final StreamChange change;

    ShardMetrics(StreamChange change) {
        this.change = change;
    }

    /** The structure {@code EnhancedMonitoringOutput}. */
    public record Output(
            String streamName,
            List<String> currentShardLevelMetrics,
            List<String> desiredShardLevelMetrics,
            String streamARN) {}

    Output change(StreamAddress address, Caller caller, UnaryOperator<List<String>> to) {
        var before = change.begin(
                address,
                caller,
                (stream, row) -> row.shardLevelMetrics = String.join(",", to.apply(stream.shardLevelMetrics())));
        var current = before.shardLevelMetrics();
        return new Output(before.name(), current, to.apply(current), before.arn());
    }

    static List<String> with(List<String> before, Collection<String> added) {
        return NAMES.stream()
                .filter(name -> before.contains(name) || added.contains(name) || added.contains(ALL))
                .toList();
    }

    static List<String> without(List<String> before, Collection<String> removed) {
        var left = new ArrayList<>(before);
        left.removeIf(name -> removed.contains(name) || removed.contains(ALL));
        return left;
    }
}
