package io.millrace.kit.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all connections of a door share: whether it is closing, and how many requests are in flight. Closed is a state of
 * the very number that is counted, so that no request slips in between the last answer and the end of the connections.
 */
final class DoorState {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final AtomicInteger inFlight = new AtomicInteger();
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

    boolean draining() {
        return draining;
    }

    int inFlight() {
        return Math.max(0, inFlight.get());
    }

    /**
     * From now on no connection outlives its request; returns when the last one is answered, and none is taken any more,
     * or after the time.
     */
    synchronized void drain(java.time.Duration atMost) throws InterruptedException {
        draining = true;
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!inFlight.compareAndSet(0, CLOSED)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) return;
            wait(Math.min(left, 100));
        }
    }
}
