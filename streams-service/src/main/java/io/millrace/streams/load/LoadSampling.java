package io.millrace.streams.load;

import io.millrace.streams.stream.OnDemandScaling;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.Streams;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds at what each shard bears, and hands it on. */
public final class LoadSampling implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(LoadSampling.class);
    /** What was seen of keys counts half after so many samples. */
    private static final int HALF_LIFE = 6;

    private final Streams streams;
    private final OnDemandScaling scaling;
    private final ShardMetrics metrics;
    private final StreamLoads loads;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor thread;
    private int samples;

    /** @param period from one look to the next */
    public LoadSampling(
            Streams streams,
            OnDemandScaling scaling,
            ShardMetrics metrics,
            StreamLoads loads,
            Duration period,
            InstantSource clock) {
        this.streams = streams;
        this.scaling = scaling;
        this.metrics = metrics;
        this.loads = loads;
        this.clock = clock;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("load-sampling").factory());
        thread.scheduleWithFixedDelay(this::sample, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes a sample now. */
    synchronized void sample() {
        boolean aging = ++samples % HALF_LIFE == 0;
        long now = clock.millis();
        double busiest = 0;
        for (var stream : streams.all())
            try {
                busiest = Math.max(busiest, sample(stream, aging, now));
                scaling.adjust(stream);
            } catch (RuntimeException e) {
                logger.atWarn()
                        .addKeyValue("stream", stream.name())
                        .addKeyValue("error", e.toString())
                        .log("stream not adjusted to its load yet");
            }
        loads.sample(now);
        metrics.show(streams.all(), busiest);
    }

    /** Closed shards too: they are read from for a while. */
    private static double sample(Stream stream, boolean aging, long nowMillis) {
        double busiest = 0;
        for (var shard : stream.shards().all()) {
            var load = shard.load();
            load.sample(shard.log().end(), shard.log().committedBytes(), nowMillis);
            if (aging) load.age();
            if (shard.open()) busiest = Math.max(busiest, load.latest().writeUtilization());
        }
        return busiest;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
