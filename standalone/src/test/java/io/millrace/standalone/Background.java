package io.millrace.standalone;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Does something over and over on a thread of its own. What fails there fails whoever stops it. */
final class Background {
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final AtomicLong rounds = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopping;

    /** One round. */
    interface Round {
        void run() throws Exception;
    }

    private Background(String name, Round round) {
        thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> run(round));
    }

    static Background start(String name, Round round) {
        var background = new Background(name, round);
        background.thread.start();
        return background;
    }

    private void run(Round round) {
        try {
            while (!stopping) {
                round.run();
                rounds.incrementAndGet();
            }
        } catch (Throwable e) {
            fault.set(e);
        }
    }

    long rounds() {
        return rounds.get();
    }

    /** Waits for the end of the round under way. */
    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
        if (fault.get() != null) throw new AssertionError(thread.getName() + " failed", fault.get());
    }
}
