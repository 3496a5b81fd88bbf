package io.millrace.log;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts who is using a thing that will be given another use, and says when the last of them has left. Any thread enters
 * and leaves, one retires; nobody waits.
 */
final class UseCount {
    private static final int RETIRED = Integer.MIN_VALUE;

    private final AtomicInteger state = new AtomicInteger();
    private final Runnable whenIdle;

    /** @param whenIdle called once, by the last user to leave after {@link #retire}, or by that itself */
    UseCount(Runnable whenIdle) {
        this.whenIdle = whenIdle;
    }

    /** @return false if retired: the thing must not be touched */
    boolean enter() {
        while (true) {
            int now = state.get();
            if (now < 0) return false;
            if (state.compareAndSet(now, now + 1)) return true;
        }
    }

    void exit() {
        if (state.decrementAndGet() == RETIRED) whenIdle.run();
    }

    /** Lets nobody in any more. Call once. */
    void retire() {
        if (state.getAndAdd(RETIRED) == 0) whenIdle.run();
    }
}
