package io.millrace.firehose.s3;

import io.millrace.wire.Codec;
import io.millrace.wire.Protocol;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What every attempt to write an object does alike.
 *
 * @param compression by its name on the wire
 * @param entry names what is inside the object, where the format wants a name
 * @param delimiter appended to each record, or null for none
 */
record S3Plan(String bucket, String key, String compression, String entry, byte @Nullable [] delimiter) {
    private static final Codec<S3Plan> CODEC = Codec.of(S3Plan.class);

    static S3Plan parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return CODEC.decode(Protocol.JSON_1_1, bytes, 0, bytes.length);
    }

    String text() {
        return new String(CODEC.encode(Protocol.JSON_1_1, this), StandardCharsets.UTF_8);
    }
}
