package io.millrace.streams;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.log.LogStats;
import io.millrace.log.RecordLog;
import java.util.function.ToDoubleFunction;

/** The log's own figures as metrics. */
final class LogMetrics {
    private final MeterRegistry registry;
    private final RecordLog log;

    LogMetrics(MeterRegistry registry, RecordLog log) {
        this.registry = registry;
        this.log = log;
    }

    void register() {
        counter("records", "records committed", LogStats::records);
        counter("written.bytes", "bytes written to the journal", LogStats::bytes);
        counter("commits", "durability points: a write and a sync each", LogStats::commits);
        counter("sync.seconds", "time spent in writes and syncs", stats -> stats.syncNanos() / 1e9);
        counter("failed.commits", "commits that failed", LogStats::failedCommits);
        counter("corrupt.blocks", "damaged places met", LogStats::corruptBlocks);
        counter("uploaded.bytes", "bytes of segments copied to the object store", LogStats::uploadedBytes);
        counter("fetched.bytes", "bytes read back from the object store", LogStats::fetchedBytes);
        gauge("journal.bytes", "room taken by the journal", LogStats::journalBytes);
        gauge("segment.bytes", "room taken by clustered segments on this disk", LogStats::segmentBytes);
        gauge("cache.bytes", "memory taken by the tail cache", LogStats::cacheBytes);
        gauge("queued.bytes", "bytes that wait for their commit", LogStats::queuedBytes);
    }

    private void counter(String name, String description, ToDoubleFunction<LogStats> figure) {
        FunctionCounter.builder("millrace.streams.log." + name, log, l -> figure.applyAsDouble(l.stats()))
                .description(description)
                .register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<LogStats> figure) {
        Gauge.builder("millrace.streams.log." + name, log, l -> figure.applyAsDouble(l.stats()))
                .description(description)
                .register(registry);
    }
}
