package io.millrace.streams.stream;

import io.millrace.kit.service.RetriedSteps;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes streams from CREATING and UPDATING to ACTIVE and from DELETING to gone, a short while after the call that began it,
 * as AWS does. A step that fails, for example because the database is away, is tried again until it succeeds; one that a crash
 * interrupted is taken up at the next start.
 */
public final class Lifecycle implements StreamStore.Follower, AutoCloseable {

    /**
     * How long an answer waits for a change that is nearly done. The SDKs' waiters ask at once and then every ten seconds:
     * told the old state a few milliseconds too early, their user waits ten seconds for nothing.
     */
    private static final long SETTLE_MILLIS = 500;

    private final StreamStore store;
    private final Streams streams;
    private final RegisteredConsumers consumers;
    private final Duration delay;
    private final RetriedSteps steps = new RetriedSteps("stream-lifecycle");
    private final Map<Long, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    Lifecycle(StreamStore store, Streams streams, RegisteredConsumers consumers, Duration delay) {
        this.store = store;
        this.streams = streams;
        this.consumers = consumers;
        this.delay = delay;
    }

    /** Takes up what an earlier run of the service left half way, and from now on what the store finds. */
    void resume() {
        store.follow(this);
        for (var stream : streams.all()) advance(stream);
    }

    /** Sees to the next step of a stream that is on its way somewhere. */
    void advance(Stream stream) {
        switch (stream.status()) {
            case CREATING -> begin(stream.id(), () -> finishCreation(stream.id()));
            case DELETING -> begin(stream.id(), () -> finishDeletion(stream.id()));
            case UPDATING -> begin(stream.id(), () -> finishUpdate(stream.id()));
            case ACTIVE -> {
                if (!StreamStore.unsealed(stream).isEmpty())
                    steps.after(Duration.ZERO, () -> finishUpdate(stream.id()));
            }
        }
    }

    @Override
    public void doubtful() {
        steps.after(RetriedSteps.PAUSE, store::settle);
    }

    @Override
    public void found(Stream stream) {
        advance(stream);
    }

    private void begin(long id, Runnable step) {
        var done = new CompletableFuture<Void>();
        underWay.put(id, done);
        steps.after(delay, () -> {
            step.run();
            underWay.remove(id, done);
            done.complete(null);
        });
    }

    /** Waits a moment for a change of a stream that is under way, and not at all if there is none. */
    void settle(long id) {
        var change = underWay.get(id);
        if (change == null) return;
        try {
            change.get(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Then the old state is the answer.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void finishCreation(long id) {
        var stream = streams.find(id);
        if (stream == null || stream.status() != StreamStatus.CREATING) return;
        store.update(id, row -> {
            if (row.status == StreamStatus.CREATING) row.status = StreamStatus.ACTIVE;
        });
    }

    private void finishUpdate(long id) {
        var stream = streams.find(id);
        if (stream == null) return;
        if (stream.status() == StreamStatus.UPDATING) stream = store.finishUpdate(id);
        store.sealClosed(stream);
    }

    private void finishDeletion(long id) {
        var stream = streams.find(id);
        if (stream != null) store.delete(stream);
        // Also when an earlier attempt deleted it and did not hear so.
        consumers.streamGone(id);
    }

    @Override
    public void close() {
        steps.close();
    }
}
