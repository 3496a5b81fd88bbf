package io.millrace.wire;

import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The two ids that every answer carries: the first also stands in our log, so that a user's report finds its lines. */
public final class RequestId {
    private static final int EXTENDED_BYTES = 72;

    private RequestId() {}

    /** A value for {@code x-amzn-RequestId}. Names a request, protects nothing, so it need not be unguessable. */
    public static String next() {
        var random = ThreadLocalRandom.current();
        return new UUID(
                        (random.nextLong() & ~0xF000L) | 0x4000L,
                        (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L)
                .toString();
    }

    /** A value for {@code x-amz-id-2}, as long as AWS's. */
    public static String extended() {
        byte[] bytes = new byte[EXTENDED_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
