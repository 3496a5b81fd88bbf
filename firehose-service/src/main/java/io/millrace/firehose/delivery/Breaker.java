package io.millrace.firehose.delivery;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Spares a target that is down: after a few failures in a row, one attempt at a time finds out whether it is back, while all
 * others wait. The pause between attempts doubles from {@link #FIRST_MILLIS} up to {@link #LAST_MILLIS}, as Firehose's to an
 * HTTP endpoint does (1 s, doubled, at most 120 s), shorter because nobody pays for our calls.
 */
final class Breaker {
    private static final int TOLERATED = 3;
    private static final long FIRST_MILLIS = 500;
    private static final long LAST_MILLIS = 30_000;
    private static final double JITTER = 0.15;

    private int failures;
    private long openUntilNanos;
    private boolean probing;

    /** Waits until an attempt makes sense. */
    synchronized void enter() throws InterruptedException {
        while (failures > 0) {
            long left = openUntilNanos - System.nanoTime();
            if (left > 0) TimeUnit.NANOSECONDS.timedWait(this, left);
            else if (failures >= TOLERATED && probing) wait();
            else break;
        }
        if (failures >= TOLERATED) probing = true;
    }

    synchronized void succeeded() {
        failures = 0;
        probing = false;
        notifyAll();
    }

    synchronized void failed() {
        long pause = Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(failures, 20));
        double jitter = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        openUntilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos((long) (pause * jitter));
        failures++;
        probing = false;
        notifyAll();
    }

    /** An attempt ended without an outcome. */
    synchronized void left() {
        probing = false;
        notifyAll();
    }

    /** True while attempts wait. */
    synchronized boolean open() {
        return failures >= TOLERATED;
    }
}
