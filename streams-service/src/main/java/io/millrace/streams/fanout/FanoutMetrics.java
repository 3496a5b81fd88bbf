package io.millrace.streams.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes out by enhanced fan-out. The names in CloudWatch stand in the descriptions. */
final class FanoutMetrics {
    private final AtomicInteger open = new AtomicInteger();
    private final Counter events;
    private final Counter records;
    private final Counter bytes;
    private final Counter rateExceeded;

    FanoutMetrics(MeterRegistry registry) {
        Gauge.builder("millrace.streams.fanout.subscriptions", open, AtomicInteger::get)
                .description("subscriptions that are open now")
                .register(registry);
        events = Counter.builder("millrace.streams.fanout.events")
                .description("SubscribeToShardEvent.Success: events sent to subscribers, empty ones included")
                .register(registry);
        records = Counter.builder("millrace.streams.fanout.records")
                .description("SubscribeToShardEvent.Records: records sent to subscribers")
                .register(registry);
        bytes = Counter.builder("millrace.streams.fanout.bytes")
                .description("SubscribeToShardEvent.Bytes: data and partition keys sent to subscribers")
                .register(registry);
        rateExceeded = Counter.builder("millrace.streams.fanout.rate.exceeded")
                .description("SubscribeToShard.RateExceeded: calls refused for another subscription, or as too many")
                .register(registry);
    }

    void began() {
        open.incrementAndGet();
    }

    void ended() {
        open.decrementAndGet();
    }

    void sent(int recordCount, long byteCount) {
        events.increment();
        records.increment(recordCount);
        bytes.increment((double) byteCount);
    }

    void rateExceeded() {
        rateExceeded.increment();
    }
}
