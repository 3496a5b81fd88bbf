package io.millrace.firehose.ingest;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The id that an accepted record is answered with: where it is in the log. AWS's are longer and say nothing either; clients
 * only keep them.
 */
final class RecordId {
    private RecordId() {}

    static String of(int stream, long position) {
        var bytes =
                ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(stream).putLong(position);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
