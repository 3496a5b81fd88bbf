package io.millrace.log;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where work goes that nobody waits for. Threads of their own, so that the next journal file is ready in time while a long
 * clustering runs, and a clustering while a segment is uploaded; what waits for them is bounded by the segments there are.
 * A simulation runs it all at once instead.
 *
 * @param preparation makes journal files
 * @param maintenance clusters and removes
 * @param upkeep merges segments and moves them to the object store
 * @param ahead fetches what a reader will want soon
 * @param end lets what is under way finish
 */
record Background(Executor preparation, Executor maintenance, Executor upkeep, Executor ahead, Runnable end)
        implements AutoCloseable {
    static Background threads() {
        var preparation = thread("log-prepare");
        var maintenance = thread("log-maintain");
        var upkeep = thread("log-upkeep");
        var ahead = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("log-read-ahead").factory());
        return new Background(preparation, maintenance, upkeep, ahead, () -> {
            // A long upload need not end: it is begun again with the next start.
            upkeep.shutdownNow();
            ahead.shutdownNow();
            upkeep.close();
            ahead.close();
            maintenance.close();
            preparation.close();
        });
    }

    /** Everything at once, in the thread that asks for it. */
    static Background inline() {
        return new Background(Runnable::run, Runnable::run, Runnable::run, Runnable::run, () -> {});
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    @Override
    public void close() {
        end.run();
    }
}
