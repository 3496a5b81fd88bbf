package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.history.HistoryCheck;
import io.millrace.testkit.history.PutLoad;
import io.millrace.testkit.history.StreamReading;
import io.millrace.testkit.history.WriteLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process dies, or is told to end, while writers are at work. */
class CrashTest {
    private static final int KILLS = Integer.getInteger("millrace.test.kills", 12);
    private static final long SEED = Long.getLong("millrace.test.seed", System.nanoTime());
    private static final String STREAM = "crash";
    private static final int KILLS_OF_A_STREAM = 20;
    private static final int WRITERS = 4;
    private static final int ENDS = 3;

    @TempDir
    private Path directory;

    /** What one stream went through. A checker reads all of it each time, so a stream is used for some kills only. */
    private record History(String stream, WriteLog log, HistoryCheck check) {
        static History of(String stream, ServerProcess server) throws Exception {
            try (var calls = server.calls()) {
                calls.createStream(stream, 4);
            }
            var log = new WriteLog();
            return new History(stream, log, new HistoryCheck(log));
        }

        List<HistoryCheck.Finding> problems(ServerProcess server) throws Exception {
            try (var calls = server.calls()) {
                return check.problems(new StreamReading(calls, stream).all());
            }
        }

        void delete(ServerProcess server) throws Exception {
            try (var calls = server.calls()) {
                calls.ask("DeleteStream", "{\"StreamName\":\"%s\"}".formatted(stream));
            }
        }
    }

    /** A small journal, so that its files change, are moved to segments and used again while the process dies. */
    @Test
    void whatWasAcknowledgedOutlivesEveryKill() throws Exception {
        var random = new Random(SEED);
        var starts = new ArrayList<Long>();
        long acknowledged = 0;
        long unknown = 0;
        System.out.println("kills with -Dmillrace.test.seed=" + SEED);
        try (var server = new ServerProcess(directory).with("millrace.streams.log.journal-segment-size", "2MB")) {
            server.start();
            for (int first = 0; first < KILLS; first += KILLS_OF_A_STREAM) {
                var history = History.of(STREAM + first, server);
                for (int kill = first; kill < Math.min(KILLS, first + KILLS_OF_A_STREAM); kill++) {
                    var load = PutLoad.begin("r" + kill, WRITERS, history.log, history.stream, server);
                    Thread.sleep(random.nextInt(300, 2_000));
                    server.kill();
                    load.awaitEnd();
                    if (random.nextInt(5) == 0) {
                        // A start that is killed as well, wherever it has come to.
                        server.launch();
                        Thread.sleep(random.nextInt(4_000));
                        server.kill();
                    }
                    server.start();
                    starts.add(server.startTime().toMillis());

                    assertThat(history.problems(server))
                            .as("seed %d, kill %d", SEED, kill)
                            .isEmpty();
                }
                acknowledged += history.log.acknowledged();
                unknown += history.log.unknown();
                history.delete(server);
            }
        }
        Collections.sort(starts);
        Figures.record(
                getClass(),
                KILLS + " kills under load",
                "%d acknowledged, %d without an answer, 0 lost; start to ready after a kill: median %d ms, longest %d ms"
                        .formatted(acknowledged, unknown, starts.get(starts.size() / 2), starts.getLast()));
        assertThat(acknowledged).isPositive();
    }

    /** A call that got no answer, because the door was closed when it came, must not have been taken either. */
    @Test
    void toldToEndItAnswersWhatItTookAndLeavesNothingBehind() throws Exception {
        try (var server = new ServerProcess(directory)) {
            server.start();
            var history = History.of(STREAM, server);
            long longest = 0;
            for (int round = 0; round < ENDS; round++) {
                var postmaster = server.postmaster().orElseThrow();
                var load = PutLoad.begin("r" + round, WRITERS, history.log, STREAM, server);
                Await.until("some calls are answered", Duration.ofSeconds(20), () -> load.calls() > 50);

                long began = System.nanoTime();
                server.terminate();
                boolean ended = server.process().waitFor(30, TimeUnit.SECONDS);
                longest = Math.max(longest, (System.nanoTime() - began) / 1_000_000);
                load.awaitEnd();

                assertThat(ended).isTrue();
                assertThat(load.errors()).isEmpty();
                assertThat(ServerProcess.runs(postmaster)).isFalse();
                assertThat(server.data().resolve("running")).doesNotExist();
                assertThat(server.data().resolve("postgres/data/postmaster.pid"))
                        .doesNotExist();
                server.start();
                assertThat(history.problems(server)).isEmpty();
                assertThat(history.check.records()).isEqualTo(history.log.acknowledged());
            }
            Figures.record(
                    getClass(),
                    "%d times SIGTERM under load".formatted(ENDS),
                    "%s; ended after at most %d ms".formatted(history.log, longest));
        }
    }

    @Test
    void toldToEndDuringItsStartItLeavesNoProcessBehind() throws Exception {
        try (var server = new ServerProcess(directory)) {
            server.start();
            server.terminate();
            server.process().waitFor();

            var starting = server.launch();
            Await.until(
                    "PostgreSQL is on its way",
                    ServerProcess.START_LIMIT,
                    () -> server.postmaster().isPresent());
            server.terminate();

            assertThat(starting.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.postmaster()).isEmpty();
        }
    }
}
