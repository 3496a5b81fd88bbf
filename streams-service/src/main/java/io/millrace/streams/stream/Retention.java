package io.millrace.streams.stream;

import io.millrace.log.RecordLog;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives back the room of records that nobody can read any more. Readers do not depend on it: they look at the clock. */
final class Retention implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(Retention.class);
    private static final long PERIOD_SECONDS = 60;

    private final Streams streams;
    private final StreamStore store;
    private final RecordLog log;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor thread;

    Retention(Streams streams, StreamStore store, RecordLog log, InstantSource clock) {
        this.streams = streams;
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("stream-retention").factory());
        thread.scheduleWithFixedDelay(this::trim, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    void trim() {
        for (var stream : streams.all())
            try {
                trim(stream);
            } catch (RuntimeException e) {
                logger.atWarn()
                        .addKeyValue("stream", stream.name())
                        .addKeyValue("error", e.toString())
                        .log("expired records not removed yet");
            }
    }

    private void trim(Stream stream) {
        long horizon = stream.trimHorizonMillis(clock.instant());
        log.trim(stream.id(), horizon);
        var gone = new HashSet<Integer>();
        for (var shard : stream.shards().all()) {
            var closed = shard.closedAt();
            if (closed != null && closed.toEpochMilli() <= horizon) gone.add(shard.index());
        }
        if (!gone.isEmpty()) store.forgetShards(stream, gone);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
