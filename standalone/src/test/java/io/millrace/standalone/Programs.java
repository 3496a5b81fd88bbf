package io.millrace.standalone;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Programs of the system. */
final class Programs {
    private static final long LIMIT_SECONDS = 60;

    private Programs() {}

    /** @return true if it is there, ran to its end and says that all went well */
    static boolean run(String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) return process.exitValue() == 0;
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** Skips the test, and says so where a reader of the build's output finds it. */
    static void skip(String why) {
        System.err.println("SKIPPED: " + why);
        abort(why);
    }
}
