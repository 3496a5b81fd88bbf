package io.millrace.streams.consume;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory for an answer of unknown size: pieces that the allocator keeps for use again, so that a large answer is neither
 * copied as it grows nor written to memory that has to be cleared first. Used by one thread.
 */
final class AnswerBuffer {
    /** Small enough to be pooled, large enough that an answer of 10 MiB is written in few parts. */
    private static final int PIECE_BYTES = 256 << 10;

    private static final int FIRST_BYTES = 4 << 10;

    private final ByteBufAllocator memory;
    private final List<ByteBuf> full = new ArrayList<>();
    private ByteBuf current;

    AnswerBuffer(ByteBufAllocator memory) {
        this.memory = memory;
        this.current = memory.directBuffer(FIRST_BYTES);
    }

    /** A buffer that takes some more bytes without growing. */
    ByteBuf room(int bytes) {
        if (current.writableBytes() < bytes) {
            full.add(current);
            current = memory.directBuffer(Math.max(PIECE_BYTES, bytes));
        }
        return current;
    }

    /** Gives all that was written away. */
    ByteBuf finish() {
        if (full.isEmpty()) return current;
        full.add(current);
        return memory.compositeDirectBuffer(full.size()).addComponents(true, full);
    }

    void release() {
        full.forEach(ByteBuf::release);
        current.release();
    }
}
