package io.millrace.firehose.stream;

import io.millrace.firehose.stream.DeliveryStream.Status;
import io.millrace.kit.service.RetriedSteps;
import java.time.Duration;

/**
 * Takes delivery streams from CREATING to ACTIVE and from DELETING to gone, a short while after the call that began it, as
 * AWS does. A step that fails, for example because the database is away, is tried again until it succeeds; one that a crash
 * interrupted is taken up at the next start.
 */
public final class Lifecycle implements DeliveryStreamStore.Follower, AutoCloseable {

    private final DeliveryStreamStore store;
    private final DeliveryStreams streams;
    private final Duration delay;
    private final RetriedSteps steps = new RetriedSteps("firehose-lifecycle");

    Lifecycle(DeliveryStreamStore store, DeliveryStreams streams, Duration delay) {
        this.store = store;
        this.streams = streams;
        this.delay = delay;
    }

    /** Takes up what an earlier run of the service left half way, and from now on what the store finds. */
    void resume() {
        store.follow(this);
        for (var stream : streams.all()) advance(stream);
    }

    /** Sees to the next step of a stream that is on its way somewhere. */
    void advance(DeliveryStream stream) {
        switch (stream.status()) {
            case CREATING -> steps.after(delay, () -> finishCreation(stream.id()));
            case DELETING -> steps.after(delay, () -> finishDeletion(stream.id()));
            case ACTIVE, CREATING_FAILED, DELETING_FAILED -> {
                // rests
            }
        }
    }

    @Override
    public void doubtful() {
        steps.after(RetriedSteps.PAUSE, store::settle);
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

    @Override
    public void close() {
        steps.close();
    }
}
