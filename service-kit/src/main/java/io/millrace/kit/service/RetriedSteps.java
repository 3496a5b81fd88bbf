package io.millrace.kit.service;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps of something's life that are made a while after the call that began them, one after another on a thread of their own. A
 * step that fails, for example because the database is away, is tried again every {@link #PAUSE} until it succeeds; what is left
 * when this is closed, the next start must take up.
 */
public final class RetriedSteps implements AutoCloseable {
    /** Between two attempts. */
    public static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(RetriedSteps.class);

    private final String name;
    private final ScheduledThreadPoolExecutor steps;

    /** @param name of the thread, which the log tells too */
    public RetriedSteps(String name) {
        this.name = name;
        this.steps = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name).factory());
        steps.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Has a step made after a while. */
    public void after(Duration wait, Runnable step) {
        try {
            steps.schedule(() -> attempt(step), wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The service ends: the next start takes it up.
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("steps", name)
                    .addKeyValue("error", e.toString())
                    .log("step not made yet, will try again");
            after(PAUSE, step);
        }
    }

    @Override
    public void close() {
        steps.shutdownNow();
    }
}
