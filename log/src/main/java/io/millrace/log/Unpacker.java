package io.millrace.log;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Gives back what {@link Packer} made smaller. Any thread; its memory is used again. */
final class Unpacker {
    private static final int KEPT_BYTES = 128 << 10;

    private final ConcurrentLinkedDeque<Place> idle = new ConcurrentLinkedDeque<>();

    private static final class Place {
        private final ZstdDecompressCtx context = new ZstdDecompressCtx();
        private ByteBuffer memory = ByteBuffer.allocateDirect(KEPT_BYTES);
    }

    /**
     * Unpacks a frame and hands it over while the memory is good.
     *
     * @param packed off the heap
     * @return false if it is no frame of ours
     */
    boolean unpack(ByteBuffer packed, int at, int bytes, Chunks.Runs use) {
        long size = Zstd.getDirectByteBufferFrameContentSize(packed, at, bytes);
        if (size < 1 || size > JournalFormat.FRAME_BYTES_MAX) return false;
        var kept = idle.poll();
        var place = kept != null ? kept : new Place();
        var memory = size <= KEPT_BYTES ? place.memory : ByteBuffer.allocateDirect((int) size);
        try {
            int length = place.context.decompressDirectByteBuffer(memory, 0, (int) size, packed, at, bytes);
            if (length != size) return false;
            use.of(memory, 0, length);
            return true;
        } catch (ZstdException e) {
            return false;
        } finally {
            idle.push(place);
        }
    }
}
