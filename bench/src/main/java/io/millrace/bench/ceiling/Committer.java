package io.millrace.bench.ceiling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that writes one batch at a time and syncs it. The event loop hands a batch over without waiting, and only when
 * the committer is idle; the batch then belongs to the committer until it says that it is committed.
 */
final class Committer implements AutoCloseable {
    private final DirectFile file;
    private final Consumer<GroupCommit.Batch> committed;
    private final Thread thread;
    private volatile GroupCommit.@Nullable Batch handedOver;

    /** @param committed hears of each batch, on the thread of the committer */
    Committer(DirectFile file, Consumer<GroupCommit.Batch> committed) {
        this.file = file;
        this.committed = committed;
        this.thread = Thread.ofPlatform().daemon().name("commit").start(this::commitForever);
    }

    boolean isIdle() {
        return handedOver == null;
    }

    /** Only when idle. */
    void commit(GroupCommit.Batch batch) {
        handedOver = batch;
        LockSupport.unpark(thread);
    }

    private void commitForever() {
        try {
            while (!Thread.interrupted()) {
                var batch = handedOver;
                if (batch == null) {
                    LockSupport.park(this);
                    continue;
                }
                file.writeDurably(batch.bytes, batch.position);
                handedOver = null;
                committed.accept(batch);
            }
        } catch (IOException diskFailed) {
            throw new UncheckedIOException(diskFailed);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
