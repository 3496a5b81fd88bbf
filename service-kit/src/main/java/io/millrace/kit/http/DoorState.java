package io.millrace.kit.http;

import java.util.concurrent.atomic.AtomicInteger;

/** What all connections of a door share: whether it is closing, and how many requests are in flight. */
final class DoorState {
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean draining;

    void exchangeBegan() {
        inFlight.incrementAndGet();
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
        return inFlight.get();
    }

    /** From now on no connection outlives its request; returns when the last one is answered, or after the time. */
    synchronized void drain(java.time.Duration atMost) throws InterruptedException {
        draining = true;
        long deadline = System.nanoTime() + atMost.toNanos();
        while (inFlight.get() > 0) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) return;
            wait(Math.min(left, 100));
        }
    }
}
