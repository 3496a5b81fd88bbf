package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.standalone.FilePlaces.Kind;
import io.millrace.standalone.FilePlaces.Place;
import io.millrace.testkit.Figures;
import io.millrace.testkit.history.HistoryCheck;
import io.millrace.testkit.history.HistoryCheck.Finding;
import io.millrace.testkit.history.PutLoad;
import io.millrace.testkit.history.StreamReading;
import io.millrace.testkit.history.WriteLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Bits turn on the disk, in every kind of file of the log, while the server is away and while it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamageTest {
    private static final int ROUNDS = Integer.getInteger("millrace.test.flips", 1);
    private static final long SEED = Long.getLong("millrace.test.seed", System.nanoTime());
    private static final String STREAM = "damage";
    private static final int WRITERS = 4;
    private static final int SEGMENTS = 6;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private static Path directory;

    private final WriteLog log = new WriteLog();
    private final Random random = new Random(SEED);

    /** What a round came to. */
    private record Outcome(Map<Kind, Integer> flips, long lost) {
        int all() {
            return flips.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** Small files, so that there are some of each kind, and next to nothing in memory that would hide the disk. */
    private static ServerProcess server() {
        return new ServerProcess(directory)
                .with("millrace.streams.log.journal-segment-size", "1MB")
                .with("millrace.streams.log.cluster-after-segments", "2")
                .with("millrace.streams.log.tail-cache-size", "64KB");
    }

    private static Path files() {
        return directory.resolve("data/streams/log");
    }

    private static Path sound() {
        return directory.resolve("sound");
    }

    @BeforeAll
    void write() throws Exception {
        System.out.println("bits turn with -Dmillrace.test.seed=" + SEED);
        try (var server = server().start()) {
            try (var calls = server.calls()) {
                calls.createStream(STREAM, 4);
            }
            var load = PutLoad.begin("w", WRITERS, log, STREAM, server);
            Await.until("there are segments of streams", LIMIT, () -> segments() >= SEGMENTS);
            load.stop();
        }
        copy(files(), sound());
    }

    private static long segments() {
        try (var found = Files.walk(files())) {
            return found.filter(file -> file.toString().endsWith(".seg")).count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        if (!Programs.run("rm", "-rf", to.toString()) || !Programs.run("cp", "-r", from.toString(), to.toString()))
            throw new IOException("no copy of " + from);
    }

    /**
     * Turns a bit in each kind of place. Nothing is damaged that would hide another damage: each file that is damaged as a
     * whole is damaged once.
     */
    private Map<Kind, Integer> flip() throws IOException {
        var flips = new EnumMap<Kind, Integer>(Kind.class);
        var damaged = new HashSet<Path>();
        var places = new ArrayList<>(FilePlaces.of(files()));
        Collections.shuffle(places, random);
        for (var kind : Kind.values())
            for (Place place : places)
                if (place.kind() == kind && (damaged.add(place.file()) || !flips.containsKey(kind))) {
                    place.flip(random);
                    flips.merge(kind, 1, Integer::sum);
                    break;
                }
        return flips;
    }

    private List<Finding> findings(ServerProcess server) throws Exception {
        try (var calls = server.calls()) {
            return new HistoryCheck(log).findings(new StreamReading(calls, STREAM).all());
        }
    }

    /** Nothing false is served, and there is something that is missing: the bits did turn where records were. */
    private long assertOnlyLoss(String when, List<Finding> findings) {
        assertThat(findings)
                .as("seed %d, %s", SEED, when)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(HistoryCheck.Kind.LOST));
        return findings.size();
    }

    private void writeMore(ServerProcess server, String name) throws Exception {
        long before = log.acknowledged();
        var load = PutLoad.begin(name, WRITERS, log, STREAM, server);
        Await.until("writing goes on", LIMIT, () -> log.acknowledged() > before + 500);
        load.stop();
        assertThat(load.errors()).isEmpty();
    }

    private void record(String fault, List<Outcome> outcomes, long acknowledged) {
        int flips = outcomes.stream().mapToInt(Outcome::all).sum();
        long lost = outcomes.stream().mapToLong(Outcome::lost).sum();
        Figures.record(
                getClass(),
                fault,
                "%d flips in %d kinds of places, 0 altered records served; of %d acknowledged records %.1f %% were read on average"
                        .formatted(
                                flips,
                                outcomes.getFirst().flips.size(),
                                acknowledged,
                                100.0 - 100.0 * lost / outcomes.size() / acknowledged));
    }

    @Test
    void bitsThatTurnedWhileTheServerWasAwayAreNeverServed() throws Exception {
        var outcomes = new ArrayList<Outcome>();
        long acknowledged = log.acknowledged();
        for (int round = 0; round < ROUNDS; round++) {
            copy(sound(), files());
            var flips = flip();
            Files.writeString(directory.resolve("data/running"), "port=\0\nnonsense");
            Files.writeString(files().resolve("lock"), "\1nonsense");
            try (var server = server().start()) {
                var before = log.copy();
                long lost;
                try (var calls = server.calls()) {
                    var reading = new StreamReading(calls, STREAM).all();
                    lost = assertOnlyLoss("round " + round + " " + flips, new HistoryCheck(before).findings(reading));
                }
                outcomes.add(new Outcome(flips, lost));
            }
        }

        record("bit flips at rest", outcomes, acknowledged);
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.flips.keySet()).containsExactly(Kind.values()));
    }

    @Test
    void bitsThatTurnUnderARunningServerAreNeverServedAndWritingGoesOn() throws Exception {
        copy(sound(), files());
        long acknowledged = log.acknowledged();
        try (var server = server().start()) {
            var flips = flip();
            Files.writeString(files().resolve("lock"), "\1nonsense");
            long lost = assertOnlyLoss("running " + flips, findings(server));
            writeMore(server, "more");
            var later = findings(server);

            record("bit flips under a running server", List.of(new Outcome(flips, lost)), acknowledged);
            assertOnlyLoss("running, later", later);
            assertThat(later).noneSatisfy(finding -> assertThat(finding.text()).startsWith("more"));
        }
    }
}
