package io.millrace.bench.ceiling;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;

/**
 * Makes puts durable, many with one sync. The event loop owns the batch that gathers; the commit thread owns the one it
 * writes; there is no third owner. When the commit thread is idle the gathering batch goes to it at once, otherwise with
 * all that came during the last sync. All answers of a batch leave in one task of the event loop.
 *
 * <p>Bounded by the clients: each connection has one request in flight, and a batch holds 16 MiB.
 */
final class GroupCommit implements AutoCloseable {
    private static final int BATCH_BYTES = 16 << 20;
    private static final long FILE_BYTES = 256L << 20;

    private final DirectFile file;
    private final EventLoop loop;
    private final Thread thread;
    private final SynchronousQueue<Batch> handOver = new SynchronousQueue<>();
    private final ArrayDeque<Batch> free = new ArrayDeque<>();
    private Batch gathering = new Batch();
    private volatile boolean idle = true;

    private static final class Batch {
        final ByteBuffer bytes = DirectFile.blocks(BATCH_BYTES);
        final List<Waiting> waiting = new ArrayList<>();
    }

    private record Waiting(Channel channel, ByteBuf answer) {}

    GroupCommit(DirectFile file, EventLoop loop) {
        this.file = file;
        this.loop = loop;
        this.thread = Thread.ofPlatform().daemon().name("commit").start(this::commitForever);
    }

    static DirectFile openFile(java.nio.file.Path directory) throws IOException {
        return DirectFile.prewritten(directory, FILE_BYTES);
    }

    /** Where the event loop puts the records of one request before it calls {@link #answerOnceDurable}. */
    ByteBuffer buffer() {
        return gathering.bytes;
    }

    void answerOnceDurable(Channel channel, ByteBuf answer) {
        gathering.waiting.add(new Waiting(channel, answer));
        handOverIfIdle();
    }

    private void handOverIfIdle() {
        if (!idle || gathering.waiting.isEmpty()) return;
        idle = false;
        var full = gathering;
        var next = free.poll();
        gathering = next == null ? new Batch() : next;
        try {
            handOver.put(full);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void commitForever() {
        long position = 0;
        try {
            while (true) {
                var batch = handOver.take();
                var bytes = batch.bytes;
                int used = bytes.position();
                int blocks = (used + DirectFile.BLOCK_BYTES - 1) / DirectFile.BLOCK_BYTES * DirectFile.BLOCK_BYTES;
                if (position + blocks > file.size()) position = 0;
                file.write(bytes.position(blocks).flip(), position);
                file.sync();
                position += blocks;
                idle = true;
                loop.execute(() -> answer(batch));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (IOException diskFailed) {
            throw new java.io.UncheckedIOException(diskFailed);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a client that went away is no concern of the ceiling
    private void answer(Batch batch) {
        for (var waiting : batch.waiting) waiting.channel.writeAndFlush(waiting.answer, waiting.channel.voidPromise());
        batch.waiting.clear();
        batch.bytes.clear();
        free.add(batch);
        handOverIfIdle();
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
