package io.millrace.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * Memory for reads from disk, used again and again: at most {@link #READERS} at a time, who would be next waits. A
 * buffer of unusual size is not kept.
 */
final class ReadBuffers {
    private static final int READERS = 32;
    private static final int KEPT_BYTES = 128 << 10;

    private final Semaphore readers = new Semaphore(READERS);
    private final ConcurrentLinkedDeque<ByteBuffer> idle = new ConcurrentLinkedDeque<>();

    /** What is done with bytes read. */
    interface Use {
        /** @param at where in the memory the bytes start that were asked for */
        void of(ByteBuffer memory, int at);
    }

    /**
     * Reads a piece of a file and hands it over while the memory is good.
     *
     * @return false if the file ends before the piece does
     */
    boolean read(DiskFile file, long offset, int length, Use use) throws IOException {
        long from = Pages.down(offset);
        int bytes = (int) (Pages.up(offset + length) - from);
        readers.acquireUninterruptibly();
        var memory = take(bytes);
        try {
            int at = (int) (offset - from);
            if (file.read(memory.clear().limit(bytes), from) < at + length) return false;
            use.of(memory.clear(), at);
            return true;
        } finally {
            if (memory.capacity() == KEPT_BYTES) idle.push(memory);
            readers.release();
        }
    }

    private ByteBuffer take(int bytes) {
        if (bytes > KEPT_BYTES) return Pages.allocate(bytes);
        var memory = idle.poll();
        return memory != null ? memory : Pages.allocate(KEPT_BYTES);
    }
}
