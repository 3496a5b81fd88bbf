package io.millrace.firehose.stream;

import io.millrace.firehose.stream.DeliveryStream.Status;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes delivery streams from CREATING to ACTIVE and from DELETING to gone, a short while after the call that began it, as
 * AWS does. A step that fails, for example because the database is away, is tried again until it succeeds; one that a crash
 * interrupted is taken up at the next start.
 */
public final class Lifecycle implements DeliveryStreamStore.Follower, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final DeliveryStreamStore store;
    private final DeliveryStreams streams;
    private final Duration delay;
    private final ScheduledThreadPoolExecutor steps;

    Lifecycle(DeliveryStreamStore store, DeliveryStreams streams, Duration delay) {
        this.store = store;
        this.streams = streams;
        this.delay = delay;
        this.steps = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("firehose-lifecycle").factory());
        steps.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Takes up what an earlier run of the service left half way, and from now on what the store finds. */
    void resume() {
        store.follow(this);
        for (var stream : streams.all()) advance(stream);
    }

    /** Sees to the next step of a stream that is on its way somewhere. */
    void advance(DeliveryStream stream) {
        switch (stream.status()) {
            case CREATING -> after(delay, () -> finishCreation(stream.id()));
            case DELETING -> after(delay, () -> finishDeletion(stream.id()));
            case ACTIVE, CREATING_FAILED, DELETING_FAILED -> {
                // rests
            }
        }
    }

    @Override
    public void doubtful() {
        after(RETRY, store::settle);
    }

    @Override
    public void found(DeliveryStream stream) {
        advance(stream);
    }

    private void finishCreation(int id) {
        var stream = streams.find(id);
        if (stream == null || stream.status() != Status.CREATING) return;
        store.update(id, row -> {
            if (row.status == Status.CREATING) row.status = Status.ACTIVE;
        });
    }

    private void finishDeletion(int id) {
        var stream = streams.find(id);
        if (stream != null) store.delete(stream);
    }

    private void after(Duration wait, Runnable step) {
        try {
            steps.schedule(() -> attempt(step), wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The service ends: the next start takes it up.
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("error", e.toString())
                    .log("change of a delivery stream not made yet, will try again");
            after(RETRY, step);
        }
    }

    @Override
    public void close() {
        steps.shutdownNow();
    }
}
