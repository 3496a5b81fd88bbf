package io.millrace.streams.storage;

import io.millrace.log.LogException;
import io.millrace.log.RecordLog;
import io.millrace.log.StoredStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How fast what is stored grows: notes every minute how much it is, and remembers six hours. What retention removes and
 * what moves to the object store counts against what is added, so a log in balance does not grow.
 */
public final class StorageGrowth implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(StorageGrowth.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofHours(6);
    /** What less time says of a day would be a guess. */
    private static final Duration LEAST = Duration.ofMinutes(5);

    private final RecordLog log;
    private final InstantSource clock;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor thread;

    /** How many bytes were on the disk at a time. */
    private record Sample(long atMillis, long bytes) {}

    public StorageGrowth(RecordLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("storage-growth").factory());
        thread.scheduleWithFixedDelay(this::trySample, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void trySample() {
        try {
            sample();
        } catch (LogException e) {
            logger.atWarn().addKeyValue("error", e.toString()).log("what is stored could not be added up");
        }
    }

    /** Takes a sample now. */
    void sample() {
        long bytes = log.stored().stream().mapToLong(StoredStream::bytes).sum();
        note(clock.millis(), bytes);
    }

    private synchronized void note(long nowMillis, long bytes) {
        // A clock that went back begins anew.
        if (!samples.isEmpty() && nowMillis < samples.getLast().atMillis) samples.clear();
        samples.add(new Sample(nowMillis, bytes));
        while (samples.getFirst().atMillis < nowMillis - REMEMBERED.toMillis()) samples.removeFirst();
    }

    /** What is added a day if it goes on as it did; 0 if that is nothing, or too little time has passed to say. */
    synchronized long bytesPerDay() {
        if (samples.isEmpty()) return 0;
        var first = samples.getFirst();
        var last = samples.getLast();
        long millis = last.atMillis - first.atMillis;
        if (millis < LEAST.toMillis()) return 0;
        return Math.max(
                0,
                Math.round((double) (last.bytes - first.bytes)
                        / millis
                        * Duration.ofDays(1).toMillis()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
