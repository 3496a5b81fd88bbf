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
    /** Kept ready on each event loop: so many, of so many bytes in all. What is more is given back to the collector. */
    private static final int KEPT_BUFFERS = 16;

    private static final int KEPT_BYTES = 16 * 1024 * 1024;

    private final long maxBytes;
    private final AtomicLong lent = new AtomicLong();
    private final FastThreadLocal<Ready> ready = new FastThreadLocal<>() {
        @Override
        protected Ready initialValue() {
            return new Ready();
        }
    };

    /** What lies ready on an event loop. */
    private static final class Ready {
        private final ArrayDeque<BodyBuffer> buffers = new ArrayDeque<>(KEPT_BUFFERS);
        private int bytes;

        private @Nullable BodyBuffer take() {
            var buffer = buffers.pollFirst();
            if (buffer != null) bytes -= buffer.capacity();
            return buffer;
        }

        private void keep(BodyBuffer buffer) {
            if (buffers.size() >= KEPT_BUFFERS || bytes + buffer.capacity() > KEPT_BYTES) return;
            buffers.addFirst(buffer);
            bytes += buffer.capacity();
        }
    }

    BodyMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A buffer for a body, or null when too much is lent. On an event loop only. */
    @Nullable
    BodyBuffer lend(long declared) {
        if (lent.get() >= maxBytes) return null;
        BodyBuffer buffer = ready.get().take();
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
        ready.get().keep(buffer);
    }

    long lentBytes() {
        return lent.get();
    }
}
