package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.history.HistoryCheck;
import io.millrace.testkit.history.PutLoad;
import io.millrace.testkit.history.StreamReading;
import io.millrace.testkit.history.WriteLog;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The system's calls that write and sync fail under a running server, by libfiu. PostgreSQL runs outside: a program that Java starts below
 * libfiu does not come up.
 */
class SyncFailureTest {
    private static final String STREAM = "sync";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final WriteLog log = new WriteLog();
    private final HistoryCheck check = new HistoryCheck(log);

    @BeforeEach
    void findLibfiu() throws Exception {
        if (!Programs.run("fiu-run", "-x", "true"))
            Programs.skip("libfiu is not installed (Debian: fiu-utils), failing syncs and writes are NOT tested here");
    }

    private void control(ServerProcess server, String command) throws InterruptedException {
        assertThat(Programs.run(
                        "fiu-ctrl",
                        "-f",
                        fifos(),
                        "-c",
                        command,
                        Long.toString(server.process().pid())))
                .isTrue();
    }

    private String fifos() {
        return directory.resolve("fiu").toString();
    }

    private List<HistoryCheck.Finding> problems(ServerProcess server) throws Exception {
        try (var calls = server.calls()) {
            return check.problems(new StreamReading(calls, STREAM).all());
        }
    }

    @Test
    void whatASyncThatFailedWasToStoreIsRefusedAndNeverAppears() throws Exception {
        failing("a fifth of the syncs fail", "posix/io/sync/fdatasync");
    }

    /** The log writes at places of its files; nothing else of the server does. */
    @Test
    void whatAWriteThatFailedWasToStoreIsRefusedAndNeverAppears() throws Exception {
        failing("a fifth of the writes fail", "posix/io/rw/pwrite");
    }

    private void failing(String fault, String call) throws Exception {
        try (var postgres = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(ServerProcess.POSTGRES_RUNTIME.toFile())
                        .start();
                var server = new ServerProcess(directory)
                        .with("millrace.streams.log.journal-segment-size", "4MB")
                        .with("millrace.database.url", postgres.getJdbcUrl("postgres", "postgres"))
                        .with("millrace.database.user", "postgres")
                        .under("fiu-run", "-x", "-f", fifos())
                        .start()) {
            try (var calls = server.calls()) {
                calls.createStream(STREAM, 2);
            }
            var load = PutLoad.begin("w", 3, log, STREAM, server);
            Await.until("some calls are answered", LIMIT, () -> load.calls() > 30);

            control(server, "enable_random name=" + call + ",probability=0.2");
            Await.until("calls have failed", LIMIT, () -> load.errors().size() > 30);
            control(server, "disable name=" + call);
            long stored = log.acknowledged();
            Await.until("writes are taken again", LIMIT, () -> log.acknowledged() > stored + 100);
            load.stop();

            assertThat(load.errors())
                    .allSatisfy(answer -> assertThat(answer.status()).isIn(500, 503));
            assertThat(problems(server)).isEmpty();
            server.kill();
            server.start();
            assertThat(problems(server)).isEmpty();
            Figures.record(getClass(), fault, log + "; 0 lost, 0 of the refused stored");
        }
    }
}
