package io.millrace.firehose.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.xerial.snappy.Snappy;

/**
 * The block format that Hadoop's SnappyCodec reads.
 *
 * <pre>
 * block  0 u32 bytes before compression   4 u32 bytes after   8 raw snappy
 * </pre>
 *
 * All numbers are big-endian. A block holds at most {@link #BLOCK_BYTES}, Hadoop's default buffer.
 */
final class HadoopSnappyOutputStream extends OutputStream {
    private static final int BLOCK_BYTES = 256 * 1024;

    private final OutputStream target;
    private final byte[] block = new byte[BLOCK_BYTES];
    private final byte[] compressed = new byte[Snappy.maxCompressedLength(BLOCK_BYTES)];
    private int length;
    private boolean closed;

    HadoopSnappyOutputStream(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int at = offset;
        while (at < offset + count) {
            int n = Math.min(offset + count - at, BLOCK_BYTES - length);
            System.arraycopy(bytes, at, block, length, n);
            length += n;
            at += n;
            if (length == BLOCK_BYTES) writeBlock();
        }
    }

    private void writeBlock() throws IOException {
        if (length == 0) return;
        int bytes = Snappy.compress(block, 0, length, compressed, 0);
        target.write(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(length)
                .putInt(bytes)
                .array());
        target.write(compressed, 0, bytes);
        length = 0;
    }

    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        writeBlock();
        target.close();
    }
}
