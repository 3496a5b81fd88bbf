package io.millrace.kit.request;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lends buffers for bodies: a few lie ready on each event loop, and all that are lent together stay within a bound, so
 * that a crowd of large requests is refused before the heap is.
 */
final class BodyMemory {
    /** Kept ready on each event loop. */
    private static final int KEPT_BUFFERS = 16;
    /** A larger buffer is given back to the collector. */
    private static final int KEPT_BYTES = 1024 * 1024;

    private final long maxBytes;
    private final AtomicLong lent = new AtomicLong();
    private final FastThreadLocal<ArrayDeque<BodyBuffer>> ready = new FastThreadLocal<>() {
        @Override
        protected ArrayDeque<BodyBuffer> initialValue() {
            return new ArrayDeque<>(KEPT_BUFFERS);
        }
    };

    BodyMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A buffer for a body, or null when too much is lent. On an event loop only. */
    @Nullable
    BodyBuffer lend(long declared) {
        if (lent.get() >= maxBytes) return null;
        BodyBuffer buffer = ready.get().pollFirst();
        if (buffer == null) buffer = new BodyBuffer();
        buffer.begin(declared);
        lent.addAndGet(buffer.capacity());
        return buffer;
    }

    /** Adds a piece, or returns false if that would lend too much. */
    boolean add(BodyBuffer buffer, ByteBuf piece) {
        int before = buffer.capacity();
        if (lent.get() >= maxBytes && piece.readableBytes() + buffer.length() > before) return false;
        buffer.add(piece);
        lent.addAndGet(buffer.capacity() - before);
        return true;
    }

    /** Takes a buffer back. On the event loop that borrowed it. */
    void giveBack(BodyBuffer buffer) {
        lent.addAndGet(-buffer.capacity());
        var mine = ready.get();
        if (buffer.capacity() <= KEPT_BYTES && mine.size() < KEPT_BUFFERS) mine.addFirst(buffer);
    }

    long lentBytes() {
        return lent.get();
    }
}
