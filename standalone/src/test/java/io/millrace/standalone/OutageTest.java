package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.history.HistoryCheck;
import io.millrace.testkit.history.KinesisCalls;
import io.millrace.testkit.history.PutLoad;
import io.millrace.testkit.history.StreamReading;
import io.millrace.testkit.history.WriteLog;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away while records are put and got. */
class OutageTest {
    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("millrace.test.outage-seconds", 10));
    private static final Duration RECOVERY = Duration.ofSeconds(40);
    private static final String STREAM = "outage";
    private static final int CALLERS = 4;

    /** Longest answer of a control operation: the wait for its turn, and the wait for a connection. */
    private static final long ANSWER_MILLIS = 7_000;

    @TempDir
    private Path directory;

    private final WriteLog log = new WriteLog();
    private final HistoryCheck check = new HistoryCheck(log);
    private final AtomicInteger names = new AtomicInteger();

    /** What happens to PostgreSQL, and how long. */
    private interface Outage {
        void run(ServerProcess server) throws Exception;
    }

    @Test
    void putsAndGetsGoOnWhilePostgresIsEndedAgainAndAgain() throws Exception {
        run("PostgreSQL killed again and again", new ServerProcess(directory), server -> {
            long until = System.nanoTime() + OUTAGE.toNanos();
            while (System.nanoTime() < until) {
                server.postmaster().ifPresent(process -> send(Signal.QUIT, process));
                Thread.sleep(20);
            }
        });
    }

    @Test
    void putsAndGetsGoOnWhilePostgresIsFrozen() throws Exception {
        run("PostgreSQL frozen", new ServerProcess(directory), server -> {
            var postmaster = server.postmaster().orElseThrow();
            var all = new ArrayList<>(postmaster.descendants().toList());
            all.add(postmaster);
            all.forEach(process -> send(Signal.STOP, process));
            Thread.sleep(OUTAGE.toMillis());
            all.forEach(process -> send(Signal.CONTINUE, process));
        });
    }

    /** PostgreSQL itself stays: it runs outside, where its superuser can end what others have open. */
    @Test
    void putsAndGetsGoOnWhileAllConnectionsToPostgresAreEndedAgainAndAgain() throws Exception {
        try (var postgres = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(ServerProcess.POSTGRES_RUNTIME.toFile())
                        .start();
                var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            var process = new ServerProcess(directory)
                    .with("millrace.database.url", postgres.getJdbcUrl("postgres", "postgres"))
                    .with("millrace.database.user", "postgres");
            run("all connections to PostgreSQL ended again and again", process, server -> {
                long until = System.nanoTime() + OUTAGE.toNanos();
                while (System.nanoTime() < until) {
                    statement.execute("""
                            select pg_terminate_backend(pid) from pg_stat_activity
                            where backend_type = 'client backend' and pid <> pg_backend_pid()""");
                    Thread.sleep(20);
                }
            });
        }
    }

    @Test
    void aPostgresThatEndedIsStartedAgain() throws Exception {
        try (var server = new ServerProcess(directory).start();
                var calls = server.calls()) {
            var before = server.postmaster().orElseThrow();

            send(Signal.INTERRUPT, before);
            Await.until("the old server ended", RECOVERY, () -> !ServerProcess.runs(before));
            long began = System.nanoTime();
            Await.until("a stream can be made", RECOVERY, () -> isDone(calls, names.incrementAndGet()));

            Figures.record(
                    getClass(),
                    "PostgreSQL ended once",
                    "control operations again after %d ms".formatted((System.nanoTime() - began) / 1_000_000));
            assertThat(server.postmaster()).isPresent().get().isNotEqualTo(before);
        }
    }

    private void run(String what, ServerProcess process, Outage outage) throws Exception {
        try (var server = process.start();
                var calls = server.calls()) {
            calls.createStream(STREAM, 2);
            var load = PutLoad.begin("w", 2, log, STREAM, server);
            var reading = Background.start("reader", () -> read(server));
            var controls = new ArrayList<Background>();
            Queue<KinesisCalls.Answer> answers = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < CALLERS; i++)
                controls.add(Background.start("control-" + i, () -> answers.add(create(server))));
            Await.until("all are at work", RECOVERY, () -> answers.size() > CALLERS && load.calls() > 10);

            outage.run(server);
            long ended = System.nanoTime();
            for (var control : controls) control.stop();
            Await.until("a stream can be made", RECOVERY, () -> isDone(calls, names.incrementAndGet()));
            long recovered = System.nanoTime();
            reading.stop();
            load.stop();

            var failed = answers.stream().filter(answer -> !answer.succeeded()).toList();
            long longest =
                    failed.stream().mapToLong(KinesisCalls.Answer::millis).max().orElse(0);
            Figures.record(
                    getClass(),
                    "%s for %d s".formatted(what, OUTAGE.toSeconds()),
                    "%s; %d reads; control operations: %d done, %d refused, longest answer %d ms, done again %d ms after"
                            .formatted(
                                    log,
                                    reading.rounds(),
                                    answers.size() - failed.size(),
                                    failed.size(),
                                    longest,
                                    (recovered - ended) / 1_000_000));
            assertThat(load.errors()).isEmpty();
            assertThat(load.unanswered()).isZero();
            assertThat(failed).isNotEmpty().allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).contains("ServiceUnavailable", "please try again");
                assertThat(answer.millis()).isLessThan(ANSWER_MILLIS);
            });
            assertThat(check.problems(new StreamReading(calls, STREAM).all())).isEmpty();
            assertThatMemoryAgreesWithTheTables(server, calls);
        }
    }

    /** What a change that failed in the middle left behind must be the same before and after a start from the tables. */
    private static void assertThatMemoryAgreesWithTheTables(ServerProcess server, KinesisCalls calls) throws Exception {
        List<String> before = streams(calls);
        server.terminate();
        server.process().waitFor();
        server.start();
        try (var fresh = server.calls()) {
            assertThat(streams(fresh)).isEqualTo(before);
        }
    }

    /** Each stream with its shards, once all of them have come to rest. */
    private static List<String> streams(KinesisCalls calls) throws Exception {
        var streams = new ArrayList<String>();
        var names = new ArrayList<String>();
        String start = "";
        do {
            var page = calls.ask("ListStreams", "{\"Limit\":1000%s}".formatted(start))
                    .json();
            page.get("StreamNames").forEach(name -> names.add(name.asString()));
            start = page.get("HasMoreStreams").asBoolean()
                    ? ",\"ExclusiveStartStreamName\":\"" + names.getLast() + "\""
                    : "";
        } while (!start.isEmpty());
        for (var name : names) {
            Await.until(name + " is active", RECOVERY, () -> calls.isActive(name));
            streams.add(name + " "
                    + calls.ask("ListShards", "{\"StreamName\":\"%s\"}".formatted(name))
                            .body());
        }
        return streams;
    }

    private KinesisCalls.Answer create(ServerProcess server) throws IOException, InterruptedException {
        try (var calls = server.calls()) {
            return create(calls, names.incrementAndGet());
        }
    }

    private static KinesisCalls.Answer create(KinesisCalls calls, int number) throws IOException, InterruptedException {
        return calls.call("CreateStream", "{\"StreamName\":\"made-%d\",\"ShardCount\":1}".formatted(number));
    }

    private static boolean isDone(KinesisCalls calls, int number) {
        try {
            return create(calls, number).succeeded();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void read(ServerProcess server) throws IOException, InterruptedException {
        try (var calls = server.calls()) {
            String iterator = new StreamReading(calls, STREAM).iterator("shardId-000000000000");
            calls.ask("GetRecords", "{\"ShardIterator\":\"%s\",\"Limit\":100}".formatted(iterator));
        }
    }

    private static void send(Signal signal, ProcessHandle process) {
        try {
            signal.sendTo(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
