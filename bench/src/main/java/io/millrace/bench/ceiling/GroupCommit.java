package io.millrace.bench.ceiling;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes puts durable, many with one sync. The event loop owns the batch that gathers; a committer owns the one it writes;
 * there is no third owner. While a committer is idle the gathering batch goes to it at once, otherwise one goes with all
 * that came meanwhile as soon as a sync ends. All answers of a batch leave in one task of the event loop.
 *
 * <p>There are two committers because a disk serves two syncs at once in hardly more time than one: with a single one, a
 * put that comes while a sync runs waits for the rest of it and then for its own.
 *
 * <p>Bounded by the clients: each connection has one request in flight, and a batch holds 16 MiB.
 */
final class GroupCommit implements AutoCloseable {
    private static final int COMMITTERS = 2;
    private static final int BATCH_BYTES = 16 << 20;
    private static final long FILE_BYTES = 256L << 20;

    private final DirectFile file;
    private final List<Committer> committers = new ArrayList<>();
    private final ArrayDeque<Batch> free = new ArrayDeque<>();
    private Batch gathering = new Batch();
    private long position;

    /** Puts that become durable together. */
    static final class Batch {
        final ByteBuffer bytes = DirectFile.blocks(BATCH_BYTES);
        final List<Runnable> onceDurable = new ArrayList<>();
        long position;
    }

    GroupCommit(DirectFile file, EventLoop loop) {
        this.file = file;
        for (int i = 0; i < COMMITTERS; i++) {
            free.add(new Batch());
            committers.add(new Committer(file, batch -> loop.execute(() -> committed(batch))));
        }
    }

    static DirectFile openFile(Path directory) throws IOException {
        return DirectFile.prewritten(directory, FILE_BYTES);
    }

    /** Where the event loop puts the records of one request before it calls {@link #onceDurable}. */
    ByteBuffer buffer() {
        return gathering.bytes;
    }

    /** Runs that task on the event loop when all that stands in the buffer is durable. */
    void onceDurable(Runnable task) {
        gathering.onceDurable.add(task);
        handOverIfIdle();
    }

    private void handOverIfIdle() {
        if (gathering.onceDurable.isEmpty()) return;
        for (var committer : committers) {
            if (!committer.isIdle()) continue;
            var full = gathering;
            int bytes = full.bytes.position();
            int blocks = (bytes + DirectFile.BLOCK_BYTES - 1) / DirectFile.BLOCK_BYTES * DirectFile.BLOCK_BYTES;
            full.bytes.position(blocks).flip();
            if (position + blocks > file.size()) position = 0;
            full.position = position;
            position += blocks;
            var next = free.poll();
            gathering = next == null ? new Batch() : next;
            committer.commit(full);
            return;
        }
    }

    /** What came meanwhile goes first: answering takes as long as a good part of a sync. */
    private void committed(Batch batch) {
        handOverIfIdle();
        batch.onceDurable.forEach(Runnable::run);
        batch.onceDurable.clear();
        batch.bytes.clear();
        free.add(batch);
    }

    @Override
    public void close() throws IOException {
        for (var committer : committers) committer.close();
        file.close();
    }
}
