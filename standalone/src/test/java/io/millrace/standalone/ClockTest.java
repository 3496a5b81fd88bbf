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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The server's wall clock jumps under load, by libfaketime. Its writers' clocks jump with it, or their signatures would be out
 * of date; PostgreSQL's does not.
 */
class ClockTest {
    private static final String STREAM = "clock";
    private static final String SHARD = "shardId-000000000000";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** How far off the clock is, one after the other: steps as of a correction, and an hour. */
    private static final List<Duration> JUMPS = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ZERO,
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ofHours(-1),
            Duration.ZERO);

    /** An hour short of a stream's retention. */
    private static final Duration SHORT_OF_RETENTION = Duration.ofHours(23);

    @TempDir
    private Path directory;

    private final WriteLog log = new WriteLog();
    private final HistoryCheck check = new HistoryCheck(log);

    @Test
    void aClockThatJumpsLosesNothingAndNumbersGoOnGrowing() throws Exception {
        var clock = ServerClock.create(directory);
        try (var postgres = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(ServerProcess.POSTGRES_RUNTIME.toFile())
                        .start();
                var server = new ServerProcess(directory)
                        .with("millrace.database.url", postgres.getJdbcUrl("postgres", "postgres"))
                        .with("millrace.database.user", "postgres")
                        .under(clock.launcher())
                        .start();
                var calls = new KinesisCalls(server.port(), server.rootKey(), clock);
                var unaware = server.calls()) {
            calls.createStream(STREAM, 2);
            var load =
                    PutLoad.begin("w", 3, log, STREAM, () -> new KinesisCalls(server.port(), server.rootKey(), clock));
            awaitProgress();
            var oldest = read(calls, "TRIM_HORIZON\"", 1000);
            var known = distinct(oldest);

            for (var jump : JUMPS) {
                jump(clock, calls, jump);
                awaitProgress();

                // Nobody can begin at a time that has not come yet, as with AWS.
                if (!jump.isNegative())
                    assertThat(read(calls, at(known), 1))
                            .as("AT_TIMESTAMP, %s off", jump)
                            .containsExactly(known);
                assertOnlyTheClocksDiffer(unaware, jump);
            }
            jump(clock, calls, SHORT_OF_RETENTION);
            awaitProgress();
            assertThat(read(calls, "TRIM_HORIZON\"", 1))
                    .as("nothing expires early")
                    .containsExactly(oldest.getFirst());
            load.stop();
            assertThat(check.problems(new StreamReading(calls, STREAM).all())).isEmpty();
            jump(clock, calls, Duration.ZERO);

            Figures.record(
                    getClass(),
                    JUMPS.size() + 1 + " jumps of the wall clock, 5 s to 23 h, under load",
                    log
                            + " (those refused were signed by another time than the server's); 0 lost, numbers grow, nothing expired early");
            assertThat(check.problems(new StreamReading(calls, STREAM).all())).isEmpty();
            assertThat(load.unanswered()).isZero();
            // What was signed before a jump and judged after it.
            assertThat(load.errors())
                    .allSatisfy(answer -> assertThat(answer.body()).contains("InvalidSignatureException"));
        }
    }

    /** The control: the server's clock has jumped indeed, and whoever goes by the old one is told. */
    private static void assertOnlyTheClocksDiffer(KinesisCalls unaware, Duration jump) throws Exception {
        var answer = unaware.call("ListStreams", "{}");
        boolean near = jump.abs().compareTo(Duration.ofMinutes(4)) < 0;
        assertThat(answer.succeeded()).as("signed by a clock %s off", jump).isEqualTo(near);
        if (!near)
            assertThat(answer.body())
                    .contains("InvalidSignatureException")
                    .contains(jump.isNegative() ? "Signature not yet current" : "Signature expired");
    }

    /** The server looks at its clock's file once a second; until then it takes its writers for liars, after long jumps. */
    private static void jump(ServerClock clock, KinesisCalls calls, Duration off) throws Exception {
        clock.jumpTo(off);
        Await.until("the server's clock has jumped", LIMIT, () -> isBelieved(calls));
    }

    private static boolean isBelieved(KinesisCalls calls) {
        try {
            return calls.call("ListStreams", "{}").succeeded();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void awaitProgress() throws InterruptedException {
        long before = log.acknowledged();
        Await.until("writers are at work", LIMIT, () -> log.acknowledged() > before + 200);
    }

    private static String at(JsonNode record) {
        return "AT_TIMESTAMP\",\"Timestamp\":" + record.get("ApproximateArrivalTimestamp");
    }

    /** A record that arrived after the one before it, so that its time leads to it and no other. */
    private static JsonNode distinct(List<JsonNode> records) {
        for (int i = records.size() - 1; i > 0; i--)
            if (arrival(records.get(i)) > arrival(records.get(i - 1))) return records.get(i);
        throw new AssertionError("all arrived at once");
    }

    private static double arrival(JsonNode record) {
        return record.get("ApproximateArrivalTimestamp").asDouble();
    }

    private static List<JsonNode> read(KinesisCalls calls, String start, int limit)
            throws IOException, InterruptedException {
        String iterator = calls.ask(
                        "GetShardIterator",
                        "{\"StreamName\":\"%s\",\"ShardId\":\"%s\",\"ShardIteratorType\":\"%s}"
                                .formatted(STREAM, SHARD, start))
                .json()
                .get("ShardIterator")
                .asString();
        var records = new ArrayList<JsonNode>();
        calls.ask("GetRecords", "{\"ShardIterator\":\"%s\",\"Limit\":%d}".formatted(iterator, limit))
                .json()
                .get("Records")
                .forEach(records::add);
        return records;
    }
}
