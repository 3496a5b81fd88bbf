package io.millrace.standalone;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another process does, and can only be looked at. */
final class Await {
    private static final long LOOK_MILLIS = 10;

    private Await() {}

    static void until(String what, Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("not within " + atMost + ": " + what);
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
