package io.millrace.testkit;

import java.util.Random;

/**
 * Runs a test with many seeds. A failure names the seed that brought it about; {@code -Dmillrace.seed=<n>} runs that one
 * alone. Each run starts from other seeds, so that every build looks at new cases.
 */
public final class Seeds {
    private static final String PROPERTY = "millrace.seed";

    private Seeds() {}

    /** A test that draws all its choices from one generator. */
    public interface Seeded {
        void run(Random random) throws Exception;
    }

    /** @param count how many seeds to try, unless one is given */
    public static void forEach(int count, Seeded test) {
        Long given = Long.getLong(PROPERTY);
        if (given != null) {
            attempt(given, test);
            return;
        }
        long first = System.nanoTime();
        for (int i = 0; i < count; i++) attempt(first + i, test);
    }

    private static void attempt(long seed, Seeded test) {
        try {
            test.run(new Random(seed));
        } catch (Throwable e) {
            throw new AssertionError("failed with -D" + PROPERTY + "=" + seed + ": " + e, e);
        }
    }
}
