package io.millrace.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The newest frames, off the heap, where the commit thread lays them out for the disk and readers of the tip find them.
 *
 * <p>Chunks follow one another and are given up oldest first; the commit thread alone makes and retires them. They begin
 * at 1 MiB and double to {@link #CHUNK_BYTES}, so an idle node takes little. A reader enters a chunk before it looks and
 * leaves it after; memory goes to another chunk only when the last reader has left, so a slow reader can hold memory
 * beyond the bound, but never sees other bytes and never delays a commit.
 *
 * <p>An address is the chunk's number in the upper 32 bits and the offset within it in the lower.
 */
final class TailCache {
    private static final int CHUNK_BYTES = 16 << 20;
    private static final int FIRST_CHUNK_BYTES = 1 << 20;

    private final long limitBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final ConcurrentLinkedQueue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();
    private volatile Chunk[] chunks = {};
    private int nextChunkBytes;
    private int nextNumber = 1;
    private int filled;

    /** @param limitBytes most memory to keep; at least one frame is always kept */
    TailCache(long limitBytes) {
        this.limitBytes = limitBytes;
        this.nextChunkBytes = Pages.up((int) Math.min(FIRST_CHUNK_BYTES, Math.max(Pages.BYTES, limitBytes / 4)));
    }

    /** Memory taken now, in bytes. */
    long bytes() {
        return bytes.get();
    }

    /** Finds room for the next frame; it is taken by {@link #advance}. */
    Chunk room(int frameBytes) {
        var now = chunks;
        if (now.length > 0 && now[now.length - 1].memory.capacity() - filled >= frameBytes) return now[now.length - 1];
        return addChunk(frameBytes);
    }

    /** Where in the last chunk the next frame starts. */
    int filled() {
        return filled;
    }

    void advance(int frameBytes) {
        filled += frameBytes;
    }

    private Chunk addChunk(int frameBytes) {
        int size = Math.max(nextChunkBytes, frameBytes);
        int keep = 0;
        var old = chunks;
        long held = 0;
        for (var chunk : old) held += chunk.memory.capacity();
        while (keep < old.length && held + size > limitBytes) held -= old[keep++].memory.capacity();
        var next = Arrays.copyOfRange(old, keep, old.length + 1);
        chunks = Arrays.copyOf(next, next.length - 1);
        for (int i = 0; i < keep; i++) old[i].users.retire();
        var added = new Chunk(nextNumber++, memory(size));
        next[next.length - 1] = added;
        chunks = next;
        filled = 0;
        nextChunkBytes =
                (int) Math.min(2L * nextChunkBytes, Math.min(CHUNK_BYTES, Math.max(nextChunkBytes, limitBytes / 4)));
        nextChunkBytes = Pages.up(nextChunkBytes);
        return added;
    }

    private ByteBuffer memory(int size) {
        for (var free = idle.poll(); free != null; free = idle.poll()) {
            if (free.capacity() >= size) return free;
            bytes.addAndGet(-free.capacity());
        }
        bytes.addAndGet(size);
        return Pages.allocate(size);
    }

    /**
     * Enters the chunk of an address.
     *
     * @return null if it is no longer in memory; otherwise call {@link Chunk#exit}
     */
    @Nullable
    Chunk enter(long address) {
        var now = chunks;
        if (now.length == 0) return null;
        long index = (address >>> 32) - now[0].number;
        if (index < 0 || index >= now.length) return null;
        var chunk = now[(int) index];
        return chunk.users.enter() ? chunk : null;
    }

    /** A piece of memory while it holds the frames of one stretch of the journal. */
    final class Chunk {
        private final int number;
        private final ByteBuffer memory;
        private final UseCount users;

        private Chunk(int number, ByteBuffer memory) {
            this.number = number;
            this.memory = memory;
            this.users = new UseCount(() -> idle.add(memory));
        }

        long address(int offset) {
            return ((long) number << 32) | offset;
        }

        ByteBuffer memory() {
            return memory;
        }

        void exit() {
            users.exit();
        }
    }
}
