package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.history.HistoryCheck;
import io.millrace.testkit.history.HistoryCheck.Finding;
import io.millrace.testkit.history.HistoryCheck.Kind;
import io.millrace.testkit.history.PutLoad;
import io.millrace.testkit.history.StreamReading;
import io.millrace.testkit.history.WriteLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails: the log lives on a real file system whose disk is copied while the server stands still in the middle of
 * its work, and the copies are opened by a fresh server. Nothing is synced for the copy. Needs the right to mount.
 */
class PowerLossTest {
    private static final int CUTS = Integer.getInteger("millrace.test.power-cuts", 2);
    private static final long SEED = Long.getLong("millrace.test.seed", System.nanoTime());
    private static final String STREAM = "power";
    private static final int WRITERS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final WriteLog log = new WriteLog();
    private final List<Cut> cuts = new ArrayList<>();

    /**
     * A state of the disk.
     *
     * @param known what the writers knew when the power failed
     */
    private record Cut(Path copy, WriteLog known) {}

    private ServerProcess server(Path disk, String durability) {
        return new ServerProcess(directory)
                .with("millrace.streams.log.directory", disk.resolve("log").toString())
                .with("millrace.streams.log.durability", durability)
                .with("millrace.streams.log.journal-segment-size", "2MB")
                .with("millrace.streams.log.cluster-after-segments", "2");
    }

    private void cut(DiskImage disk, ServerProcess server, int count, Random random) throws Exception {
        try (var calls = server.start().calls()) {
            calls.createStream(STREAM, 4);
        }
        var load = PutLoad.begin("w", WRITERS, log, STREAM, server);
        for (int i = 0; i < count; i++) {
            long before = log.acknowledged();
            Await.until("writers are at work", LIMIT, () -> log.acknowledged() > before + 500);
            Thread.sleep(random.nextInt(1_500));
            Signal.STOP.sendTo(server.process().toHandle());
            var known = log.copy();
            cuts.add(new Cut(disk.copy("cut-" + i), known));
            Signal.CONTINUE.sendTo(server.process().toHandle());
        }
        server.kill();
        load.awaitEnd();
    }

    /** What a fresh server on a copy shows that should not be, or not shows that should. */
    private List<Finding> problems(DiskImage disk, Cut cut, String durability) throws Exception {
        var check = new HistoryCheck(cut.known);
        try (var server = server(disk.mountCopy(cut.copy), durability).start();
                var calls = server.calls()) {
            return check.problems(new StreamReading(calls, STREAM).all());
        } finally {
            disk.discard(cut.copy);
        }
    }

    @Test
    void whatWasAcknowledgedIsOnTheDiskWheneverThePowerFails() throws Exception {
        System.out.println("power cuts with -Dmillrace.test.seed=" + SEED);
        try (var disk = DiskImage.create()) {
            try (var server = server(disk.root(), "fsync")) {
                cut(disk, server, CUTS, new Random(SEED));
            }
            for (var cut : cuts) {
                assertThat(problems(disk, cut, "fsync"))
                        .as("seed %d, %s", SEED, cut.copy.getFileName())
                        .isEmpty();
            }
            Figures.record(
                    getClass(),
                    CUTS + " power cuts under load, on ext4",
                    "%d records acknowledged before the last one, 0 lost of those before each; a fresh server opened every copy"
                            .formatted(cuts.getLast().known.acknowledged()));
        }
    }

    /** Or the silence of the other test would mean nothing. */
    @Test
    void theCheckerNoticesALogThatLeavesSyncingToTheKernel() throws Exception {
        try (var disk = DiskImage.create()) {
            try (var server = server(disk.root(), "os")) {
                cut(disk, server, 1, new Random(SEED));
            }

            assertThat(problems(disk, cuts.getFirst(), "os"))
                    .extracting(Finding::kind)
                    .contains(Kind.LOST);
        }
    }
}
