package io.millrace.firehose.s3;

import java.util.concurrent.ThreadLocalRandom;

/** What {@code !{firehose:random-string}} stands for: 11 characters, others each time. */
final class RandomStrings {
    private static final int LENGTH = 11;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private RandomStrings() {}

    static String next() {
        var random = ThreadLocalRandom.current();
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        return text.toString();
    }
}
