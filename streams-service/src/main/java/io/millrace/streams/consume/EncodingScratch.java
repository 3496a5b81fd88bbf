package io.millrace.streams.consume;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Heap memory between the log's and the network's, since Java's base64 intrinsic takes whole arrays: records of one size,
 * as most streams have, use the same array again.
 */
final class EncodingScratch {
    private static final ThreadLocal<EncodingScratch> OF_THREAD = ThreadLocal.withInitial(EncodingScratch::new);

    private byte[] source = new byte[0];
    private byte[] encoded = new byte[1024];
    private byte[] small = new byte[1024];

    /** The one of this thread, used again and again. */
    static EncodingScratch ofThisThread() {
        return OF_THREAD.get();
    }

    /** Encodes bytes of the log in base64. @return how many characters {@link #encoded} holds */
    int base64(ByteBuffer memory, int offset, int length) {
        if (source.length != length) source = new byte[length];
        memory.get(offset, source);
        int characters = (length + 2) / 3 * 4;
        if (encoded.length < characters) encoded = new byte[Math.max(characters, 2 * encoded.length)];
        return Base64.getEncoder().encode(source, encoded);
    }

    byte[] encoded() {
        return encoded;
    }

    /** Room for the parts of one record beside its data. */
    byte[] small(int length) {
        if (small.length < length) small = new byte[length];
        return small;
    }
}
