package io.millrace.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread brings about: asks again and again, never sleeps for luck. */
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = 10_000_000;

    private Eventually() {}

    /** What fails as long as it does not hold. */
    public interface Assertion {
        void run() throws Exception;
    }

    /** Returns when the assertion holds; ends with its last failure if that takes longer than 20 s. */
    public static void holds(Assertion assertion) {
        holds(LIMIT, assertion);
    }

    /** As {@link #holds(Assertion)}, within a limit. */
    public static void holds(Duration limit, Assertion assertion) {
        gives(limit, () -> {
            assertion.run();
            return true;
        });
    }

    /** The first answer that comes without a failure; ends with the last failure if there is none within the limit. */
    public static <T> T gives(Duration limit, Callable<T> question) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return question.call();
            } catch (Exception | AssertionError e) {
                if (System.nanoTime() > deadline) throw new AssertionError("not within " + limit + ": " + e, e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
