package io.millrace.streams.fanout;

import io.millrace.kit.service.RetriedSteps;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/**
 * Takes consumers from CREATING to ACTIVE and from DELETING to gone, a short while after the call that began it. A step
 * that fails is tried again until it succeeds; one that a crash interrupted is taken up at the next start.
 */
final class ConsumerLifecycle implements ConsumerStore.Follower, AutoCloseable {

    private final ConsumerStore store;
    private final Consumers consumers;
    private final Duration delay;
    private final InstantSource clock;
    private final RetriedSteps steps = new RetriedSteps("consumer-lifecycle");

    ConsumerLifecycle(ConsumerStore store, Consumers consumers, Duration delay, InstantSource clock) {
        this.store = store;
        this.consumers = consumers;
        this.delay = delay;
        this.clock = clock;
    }

    /** Takes up what an earlier run of the service left half way, and from now on what the store finds. */
    void resume() {
        store.follow(this);
        for (var consumer : consumers.all()) advance(consumer);
    }

    /** Sees to the next step of a consumer that is on its way somewhere. */
    void advance(Consumer consumer) {
        switch (consumer.status()) {
            case CREATING ->
                steps.after(
                        delay,
                        () -> store.change(consumer.id(), Set.of(ConsumerStatus.CREATING), ConsumerStatus.ACTIVE));
            case DELETING -> steps.after(untilItsSecondIsOver(consumer), () -> store.remove(consumer.id()));
            case ACTIVE -> {
                // at rest
            }
        }
    }

    @Override
    public void doubtful() {
        steps.after(RetriedSteps.PAUSE, store::settle);
    }

    @Override
    public void found(Consumer consumer) {
        advance(consumer);
    }

    /**
     * The second of its creation is what tells its ARN from that of the next consumer of its name, so the name is not free
     * before that second is over. A clock that went back is not waited for.
     */
    private Duration untilItsSecondIsOver(Consumer consumer) {
        long over = (consumer.createdAt().getEpochSecond() + 1) * 1000 - clock.millis();
        long wait = over > 1000 ? 0 : over;
        return wait > delay.toMillis() ? Duration.ofMillis(wait) : delay;
    }

    @Override
    public void close() {
        steps.close();
    }
}
