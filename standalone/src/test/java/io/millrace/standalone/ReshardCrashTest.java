package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.history.HistoryCheck;
import io.millrace.testkit.history.KinesisCalls;
import io.millrace.testkit.history.Layout;
import io.millrace.testkit.history.LineageCheck;
import io.millrace.testkit.history.PutLoad;
import io.millrace.testkit.history.ShardReading;
import io.millrace.testkit.history.StreamReading;
import io.millrace.testkit.history.WriteLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process dies while writers are at work and the shards of their stream change without pause. */
class ReshardCrashTest {
    private static final int KILLS = Integer.getInteger("millrace.test.reshard-kills", 4);
    private static final long SEED = Long.getLong("millrace.test.seed", System.nanoTime());
    private static final String STREAM = "reshard";
    private static final int WRITERS = 3;
    private static final int SHARDS = 4;

    /** From the acceptance of a change until it is made: most of the time a change is under way. */
    private static final int DELAY_MILLIS = 20;

    /** How long after a change was accepted, or asked for, the process is killed; a busy machine takes longer to make it. */
    private static final int KILL_WITHIN_MILLIS = 5 * DELAY_MILLIS;

    private static final int CHANGES_BEFORE_KILL = 8;
    private static final Duration ACTIVE_WITHIN = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final WriteLog log = new WriteLog();
    private final HistoryCheck check = new HistoryCheck(log);
    private int interrupted;
    private int made;
    private int shards;

    @Test
    void aKillLeavesTheOldOrTheNewShardsAndEveryRecord() throws Exception {
        var random = new Random(SEED);
        int changes = 0;
        System.out.println("kills with -Dmillrace.test.seed=" + SEED);
        try (var server = new ServerProcess(directory)
                .with("millrace.streams.log.journal-segment-size", "2MB")
                .with("millrace.streams.transition-delay", DELAY_MILLIS + "ms")
                .start()) {
            try (var calls = server.calls()) {
                calls.createStream(STREAM, SHARDS);
            }
            for (int kill = 0; kill < KILLS; kill++) {
                boolean aims = kill % 2 == 0;
                var load = PutLoad.begin("r" + kill, WRITERS, log, STREAM, server);
                var reshards = Reshards.begin(server.calls(), STREAM, random);
                // Every second one before the change may be accepted, the others when it is made or soon will be.
                int changesBefore = random.nextInt(1, CHANGES_BEFORE_KILL);
                Await.until(
                        "some changes are made",
                        ACTIVE_WITHIN,
                        aims ? () -> reshards.accepted() > changesBefore : () -> reshards.begun() > changesBefore);
                Thread.sleep(random.nextInt(KILL_WITHIN_MILLIS));
                server.kill();
                load.awaitEnd();
                reshards.awaitEnd();
                changes += reshards.begun();

                server.start();
                assertThat(load.errors()).isEmpty();
                try (var calls = server.calls()) {
                    judge(calls, reshards, "seed %d, kill %d: %s".formatted(SEED, kill, reshards));
                }
            }
        }
        Figures.record(
                getClass(),
                KILLS + " kills while shards split and merge under load",
                "%d of them during one of %d changes (%d of those were made after all), %d shards; %s, 0 lost"
                        .formatted(interrupted, changes, made, shards, log));
        assertThat(log.acknowledged()).isPositive();
        assertThat(log.refused()).isZero();
    }

    private void judge(KinesisCalls calls, Reshards reshards, String when) throws Exception {
        Await.until(when, ACTIVE_WITHIN, () -> calls.isActive(STREAM));
        var readings = new StreamReading(calls, STREAM).byShard();
        var layout = Layout.of(readings.stream().map(ShardReading::shard).toList());
        if (reshards.interrupted()) interrupted++;
        if (reshards.isMade(layout)) made++;
        shards = readings.size();

        assertThat(reshards.explains(layout)).as("%s, found %s", when, layout).isTrue();
        assertThat(LineageCheck.problems(readings)).as(when).isEmpty();
        assertThat(check.problems(StreamReading.records(readings))).as(when).isEmpty();
    }
}
