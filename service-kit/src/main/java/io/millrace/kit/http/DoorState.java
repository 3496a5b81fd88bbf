package io.millrace.kit.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all connections of a door share: whether it is closing, and how many requests are in flight. Closed is a state of
 * the very number that is counted, so that no request slips in between the last answer and the end of the connections.
 */
final class DoorState {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final Set<Exchange> endless = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    /** @return false if the door is closed: the request must not be taken */
    boolean exchangeBegan() {
        return inFlight.incrementAndGet() > 0;
    }

    void exchangeEnded() {
        if (inFlight.decrementAndGet() == 0 && draining)
            synchronized (this) {
                notifyAll();
            }
    }

    /** From now on this exchange is told, on its event loop, when the door begins to close; at once if it has begun. */
    void addEndless(Exchange exchange) {
        endless.add(exchange);
        // Either we see that it drains, or the draining sees what we added; or both, and it is told twice.
        if (draining) exchange.loop().execute(exchange::drain);
    }

    void removeEndless(Exchange exchange) {
        endless.remove(exchange);
    }

    boolean draining() {
        return draining;
    }

    int inFlight() {
        return Math.max(0, inFlight.get());
    }

    /**
     * From now on no connection outlives its request, and answers without end are told to end; returns when the last one is answered, and none is taken any more,
     * or after the time.
     */
    synchronized void drain(java.time.Duration atMost) throws InterruptedException {
        draining = true;
        for (var exchange : endless) exchange.loop().execute(exchange::drain);
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!inFlight.compareAndSet(0, CLOSED)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) return;
            wait(Math.min(left, 100));
        }
    }
}
