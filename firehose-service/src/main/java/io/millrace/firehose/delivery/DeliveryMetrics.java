package io.millrace.firehose.delivery;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * A delivery stream's figures, with the meanings of the metrics of AWS/Firehose: DeliveryToS3.Records, .Bytes, .Success and
 * .DataFreshness.
 */
final class DeliveryMetrics {
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<StreamLanes, List<Meter>> meters = new ConcurrentHashMap<>();

    DeliveryMetrics(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void begin(StreamLanes lanes) {
        var figures = lanes.figures();
        var stream = lanes.stream();
        var tags = Tags.of("account", stream.account(), "stream", stream.name());
        meters.put(
                lanes,
                List.of(
                        counter("millrace.firehose.delivery.records", tags, figures, DeliveryFigures::records),
                        counter("millrace.firehose.delivery.bytes", tags, figures, DeliveryFigures::bytes),
                        counter("millrace.firehose.delivery.success", tags, figures, DeliveryFigures::successes),
                        counter("millrace.firehose.delivery.failures", tags, figures, DeliveryFigures::failures),
                        gauge("millrace.firehose.delivery.backlog.bytes", tags, lanes, StreamLanes::backlogBytes),
                        gauge("millrace.firehose.delivery.freshness.seconds", tags, lanes, this::freshness)));
    }

    void end(StreamLanes lanes) {
        var gone = meters.remove(lanes);
        if (gone != null) gone.forEach(registry::remove);
    }

    private double freshness(StreamLanes lanes) {
        long oldest = lanes.oldestMillis();
        return oldest < 0 ? 0 : Math.max(0, clock.millis() - oldest) / 1_000.0;
    }

    private <T> Meter counter(String name, Tags tags, T of, ToDoubleFunction<T> figure) {
        return FunctionCounter.builder(name, of, figure).tags(tags).register(registry);
    }

    private <T> Meter gauge(String name, Tags tags, T of, ToDoubleFunction<T> figure) {
        return Gauge.builder(name, of, figure).tags(tags).register(registry);
    }
}
