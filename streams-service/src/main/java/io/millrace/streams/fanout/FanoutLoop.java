package io.millrace.streams.fanout;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one event loop. However many of them a commit wakes, the loop is woken once for all; and four times
 * a second each looks at the clock, while there is any.
 */
final class FanoutLoop {
    /** How late a heartbeat, or the end of a subscription, may be. */
    private static final long TICK_MILLIS = 250;

    private final EventExecutor loop;
    private final Set<Subscription> open = new HashSet<>();
    private final Queue<Subscription> woken = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private @Nullable ScheduledFuture<?> ticks;

    FanoutLoop(EventExecutor loop) {
        this.loop = loop;
    }

    /** On the loop. */
    void add(Subscription subscription) {
        open.add(subscription);
        if (ticks == null)
            ticks = loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** On the loop. */
    void remove(Subscription subscription) {
        open.remove(subscription);
        if (!open.isEmpty() || ticks == null) return;
        ticks.cancel(false);
        ticks = null;
    }

    /** Has a subscription look for what it can send. From any thread. */
    void wake(Subscription subscription) {
        woken.add(subscription);
        if (running.compareAndSet(false, true)) loop.execute(this::sendAll);
    }

    /** One event each, so that one who is far behind does not keep the others from what is new. */
    private void sendAll() {
        running.set(false);
        var more = new ArrayList<Subscription>(0);
        Subscription next;
        while ((next = woken.poll()) != null) if (next.send()) more.add(next);
        for (var subscription : more) subscription.wake();
    }

    private void tick() {
        for (var subscription : open.toArray(Subscription[]::new)) subscription.tick();
    }
}
