package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.history.HistoryCheck;
import io.millrace.testkit.history.PutLoad;
import io.millrace.testkit.history.StreamReading;
import io.millrace.testkit.history.WriteLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log lives on a file system of 64 MiB. Needs the right to mount one. */
class DiskFullTest {
    private static final String STREAM = "full";
    private static final int BALLAST_BYTES = 24 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final WriteLog log = new WriteLog();
    private final HistoryCheck check = new HistoryCheck(log);
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        Files.createDirectory(small());
        mounted = Programs.run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", small().toString());
        if (!mounted) {
            Programs.skip("no right to mount a small file system, a full disk is NOT tested here");
        }
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) Programs.run("umount", small().toString());
    }

    private Path small() {
        return directory.resolve("small");
    }

    private ServerProcess server() {
        return new ServerProcess(directory)
                .with("millrace.streams.log.directory", small().resolve("log").toString())
                .with("millrace.streams.log.journal-segment-size", "4MB");
    }

    private List<HistoryCheck.Finding> problems(ServerProcess server) throws Exception {
        try (var calls = server.calls()) {
            return check.problems(new StreamReading(calls, STREAM).all());
        }
    }

    @Test
    void aFullDiskRefusesWritesServesReadsAndTakesWritesAgainWhenThereIsRoom() throws Exception {
        Path ballast = Files.write(small().resolve("ballast"), new byte[BALLAST_BYTES]);
        try (var server = server().start();
                var calls = server.calls()) {
            calls.createStream(STREAM, 2);

            var filling = PutLoad.begin("filling", 3, log, STREAM, server);
            Await.until("the disk is full", LIMIT, () -> filling.errors().size() > 50);
            filling.stop();
            long stored = log.acknowledged();

            assertThat(filling.errors()).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).contains("ServiceUnavailable", "The disk is full: nothing was stored.");
            });
            assertThat(filling.unanswered()).isZero();
            assertThat(problems(server)).isEmpty();

            var trying = PutLoad.begin("trying", 1, log, STREAM, server);
            Await.until("writes are still refused", LIMIT, () -> trying.errors().size() > 20);
            assertThat(log.acknowledged()).isEqualTo(stored);
            Files.delete(ballast);
            long began = System.nanoTime();
            Await.until("writes are taken again", LIMIT, () -> log.acknowledged() > stored);
            long resumed = System.nanoTime();
            trying.stop();

            Figures.record(
                    getClass(),
                    "disk full",
                    "%s; writes again %d ms after room was made".formatted(log, (resumed - began) / 1_000_000));
            assertThat(problems(server)).isEmpty();
            server.terminate();
            server.process().waitFor();
            server.start();
            assertThat(problems(server)).isEmpty();
        }
    }

    @Test
    void aKillOnAFullDiskLosesNothingAndTheServerStartsOnIt() throws Exception {
        try (var server = server().start()) {
            try (var calls = server.calls()) {
                calls.createStream(STREAM, 2);
            }
            var filling = PutLoad.begin("filling", 3, log, STREAM, server);
            Await.until("the disk is full", LIMIT, () -> filling.errors().size() > 20);
            server.kill();
            filling.awaitEnd();

            server.start();

            assertThat(problems(server)).isEmpty();
            Figures.record(getClass(), "kill on a full disk", log + "; 0 lost");
        }
    }
}
