package io.millrace.streams.load;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.stream.Stream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Metrics of single shards, for the streams that have them switched on (EnableEnhancedMonitoring): a label for each of
 * 10,000 shards is what nobody wants unasked. And one figure for all: how hot the hottest shard is.
 */
public final class ShardMetrics {
    private final MeterRegistry registry;
    private final Map<Key, Meter> meters = new HashMap<>();
    private volatile double hottest;
    private volatile long limited;

    private record Key(long stream, int shard, String metric) {}

    public ShardMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("millrace.streams.hottest.shard.utilization", this, metrics -> metrics.hottest)
                .description("How much of the 1,000 records/s and 1 MiB/s of a shard the busiest one was given")
                .register(registry);
        Gauge.builder("millrace.streams.limited", this, metrics -> metrics.limited)
                .description("Streams under the profile aws")
                .register(registry);
    }

    /** Shows the metrics that are switched on now and no others. */
    void show(Collection<Stream> streams, double hottestUtilization) {
        hottest = hottestUtilization;
        limited = streams.stream().filter(Stream::limited).count();
        var wanted = new HashSet<Key>();
        for (var stream : streams)
            for (String metric : stream.shardLevelMetrics())
                for (var shard : stream.shards().open()) {
                    var key = new Key(stream.id(), shard.index(), metric);
                    wanted.add(key);
                    meters.computeIfAbsent(key, k -> meter(metric, stream, shard));
                }
        meters.entrySet().removeIf(entry -> {
            if (wanted.contains(entry.getKey())) return false;
            registry.remove(entry.getValue());
            return true;
        });
    }

    private Meter meter(String metric, Stream stream, Shard shard) {
        var tags = Tags.of("account", stream.account(), "stream", stream.name(), "shard", shard.id());
        return switch (metric) {
            case "IncomingBytes" ->
                counter(
                        "millrace.streams.shard.incoming.bytes",
                        tags,
                        shard,
                        s -> s.log().committedBytes());
            case "IncomingRecords" ->
                counter(
                        "millrace.streams.shard.incoming.records",
                        tags,
                        shard,
                        s -> s.log().end());
            case "OutgoingBytes" ->
                counter(
                        "millrace.streams.shard.outgoing.bytes",
                        tags,
                        shard,
                        s -> s.load().readBytes());
            case "OutgoingRecords" ->
                counter(
                        "millrace.streams.shard.outgoing.records",
                        tags,
                        shard,
                        s -> s.load().readRecords());
            case "WriteProvisionedThroughputExceeded" ->
                counter(
                        "millrace.streams.shard.write.throttled",
                        tags,
                        shard,
                        s -> s.load().throttledWrites());
            case "ReadProvisionedThroughputExceeded" ->
                counter(
                        "millrace.streams.shard.read.throttled",
                        tags,
                        shard,
                        s -> s.load().throttledReads());
            default ->
                Gauge.builder(
                                "millrace.streams.shard.iterator.age.milliseconds",
                                shard,
                                s -> s.load().iteratorAgeMillis())
                        .tags(tags)
                        .description("IteratorAgeMilliseconds: how far the last poller of the shard was behind")
                        .register(registry);
        };
    }

    private Meter counter(String name, Tags tags, Shard shard, ToDoubleFunction<Shard> figure) {
        return FunctionCounter.builder(name, shard, figure).tags(tags).register(registry);
    }
}
