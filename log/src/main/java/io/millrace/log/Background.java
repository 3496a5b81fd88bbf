package io.millrace.log;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where work goes that nobody waits for. Two threads, so that the next journal file is ready in time while a long
 * clustering runs; what waits for them is bounded by the segments there are. A simulation runs it all at once instead.
 *
 * @param preparation makes journal files
 * @param maintenance clusters and removes
 * @param end lets what is under way finish
 */
record Background(Executor preparation, Executor maintenance, Runnable end) implements AutoCloseable {
    static Background threads() {
        var preparation = thread("log-prepare");
        var maintenance = thread("log-maintain");
        return new Background(preparation, maintenance, () -> {
            maintenance.close();
            preparation.close();
        });
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
