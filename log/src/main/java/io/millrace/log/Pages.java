package io.millrace.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Memory and sizes in units of 4 KiB: what direct I/O asks for, and the distance at which the journal looks for a frame. */
final class Pages {
    /** Bytes of a page. */
    static final int BYTES = 4096;

    private Pages() {}

    static long up(long bytes) {
        return (bytes + BYTES - 1) & -BYTES;
    }

    static int up(int bytes) {
        return Math.toIntExact(up((long) bytes));
    }

    static long down(long bytes) {
        return bytes & -BYTES;
    }

    /** Off-heap memory that starts at a page, its capacity rounded up to whole pages. */
    static ByteBuffer allocate(int bytes) {
        int whole = up(bytes);
        return ByteBuffer.allocateDirect(whole + BYTES).alignedSlice(BYTES).slice(0, whole);
    }

    static int crc32c(ByteBuffer memory, int at, int length) {
        var crc = new CRC32C();
        crc.update(memory.slice(at, length));
        return (int) crc.getValue();
    }
}
