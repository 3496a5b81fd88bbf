package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.history.HistoryCheck;
import io.millrace.testkit.history.PutLoad;
import io.millrace.testkit.history.StreamReading;
import io.millrace.testkit.history.WriteLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process stands still for seconds, as under a debugger, in a machine that is moved, or in a long collection. */
class PauseTest {
    private static final int PAUSES = Integer.getInteger("millrace.test.pauses", 3);
    private static final long SEED = Long.getLong("millrace.test.seed", System.nanoTime());
    private static final String STREAM = "pause";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What was acknowledged before the pause may still lie in the writers' connections so long. */
    private static final long SETTLED_MILLIS = 500;

    @TempDir
    private Path directory;

    private final WriteLog log = new WriteLog();
    private final HistoryCheck check = new HistoryCheck(log);

    @Test
    void aProcessThatStoodStillGoesOnByItselfWithoutLossOrDisorder() throws Exception {
        var random = new Random(SEED);
        long longest = 0;
        System.out.println("pauses with -Dmillrace.test.seed=" + SEED);
        try (var server = new ServerProcess(directory).start();
                var calls = server.calls()) {
            calls.createStream(STREAM, 4);
            var load = PutLoad.begin("w", 4, log, STREAM, server);
            for (int pause = 0; pause < PAUSES; pause++) {
                long before = log.acknowledged();
                Await.until("writers are at work", LIMIT, () -> log.acknowledged() > before + 500);
                Thread.sleep(random.nextInt(200));
                Signal.STOP.sendTo(server.process().toHandle());
                Thread.sleep(SETTLED_MILLIS);
                long still = log.acknowledged();
                Thread.sleep(random.nextInt(500, 4_000));
                assertThat(log.acknowledged()).as("the process stands still").isEqualTo(still);
                long resumed = System.nanoTime();
                Signal.CONTINUE.sendTo(server.process().toHandle());
                Await.until("records are acknowledged again", LIMIT, () -> log.acknowledged() > still);
                longest = Math.max(longest, (System.nanoTime() - resumed) / 1_000_000);
            }
            load.stop();

            Figures.record(
                    getClass(),
                    PAUSES + " pauses of 1 to 4.5 s under load",
                    "%s; acknowledged again at most %d ms after".formatted(log, longest));
            assertThat(load.errors()).isEmpty();
            assertThat(load.unanswered()).isZero();
            assertThat(check.problems(new StreamReading(calls, STREAM).all())).isEmpty();
        }
    }
}
