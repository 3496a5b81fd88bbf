package io.millrace.log;

import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Makes chunks smaller, one after the other. Used by one thread. */
final class Packer implements AutoCloseable {
    /** zstd's own default: beyond it a chunk costs several times the work and gets hardly smaller. */
    private static final int LEVEL = 3;

    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);
    private byte[] packed = {};

    /**
     * @param chunk on the heap, from its start
     * @return a zstd frame of it, good until the next call; null if that would not save a sixteenth
     */
    @Nullable
    ByteBuffer pack(ByteBuffer chunk) {
        int bytes = chunk.remaining();
        int room = bytes - bytes / 16;
        if (packed.length < room) packed = new byte[room];
        try {
            int length = context.compressByteArray(packed, 0, room, chunk.array(), chunk.arrayOffset(), bytes);
            return ByteBuffer.wrap(packed, 0, length).slice();
        } catch (com.github.luben.zstd.ZstdException e) {
            // It did not fit into the room it was given.
            return null;
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
