package io.millrace.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.LocalLogSettings.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * The local engine on a disk that loses what it may: random work, a failure or a power cut at a random moment, then
 * everything is compared with what was answered. Prints the seed of a life that went wrong.
 */
class LocalLogSimulationTest {
    private static final int SEEDS = 40;
    private static final int CUTS = 10;
    private static final int SHARDS = 5;

    @Test
    void whatWasAcknowledgedOutlivesEveryPowerCutAndWhatFailedNeverAppears() {
        for (long seed = 0; seed < SEEDS; seed++) run(seed, Durability.FSYNC);
    }

    @Test
    void theSimulationNoticesALogThatDoesNotSync() {
        int noticed = 0;
        for (long seed = 0; seed < 10; seed++) {
            try {
                run(seed, Durability.OS);
            } catch (AssertionError e) {
                noticed++;
            }
        }

        assertThat(noticed).isGreaterThan(5);
    }

    private static void run(long seed, Durability durability) {
        var life = new Life(seed, durability);
        try {
            for (int cut = 0; cut < CUTS; cut++) life.untilTheCut();
        } catch (AssertionError | RuntimeException | IOException | InterruptedException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /** One log, its disk, and what we know of it. */
    private static final class Life {
        private final Random random;
        private final SimulatedDisk disk;
        private final LogModel model = new LogModel();
        private final LocalLogSettings settings;
        private long nowMillis = 1_000_000;
        private int records;

        private record Pending(CompletableFuture<AppendBatch> outcome, List<String> data) {}

        private Life(long seed, Durability durability) {
            random = new Random(seed);
            disk = new SimulatedDisk(new Random(~seed));
            settings = LocalLogSettings.in(Path.of("simulated"))
                    .withJournalSegmentBytes(64 << 10)
                    .withClusterAfterSegments(2)
                    .withTailCacheBytes(random.nextBoolean() ? 0 : 100_000)
                    .withDurability(durability);
        }

        private LocalLog open() {
            var inline = new Background(Runnable::run, Runnable::run, () -> {});
            return LocalLog.open(settings, () -> Instant.ofEpochMilli(nowMillis), disk, inline);
        }

        private ShardKey key(int shard) {
            return new ShardKey(1 + shard % 2, shard);
        }

        private void untilTheCut() throws IOException, InterruptedException {
            openUnderCuts();
            var log = open();
            for (int shard = 0; shard < SHARDS; shard++) model.check(log.shard(key(shard)));
            model.settled();
            if (random.nextInt(3) > 0) disk.cutIn(1 + random.nextInt(120));
            int steps = 5 + random.nextInt(40);
            for (int step = 0; step < steps && !disk.dead(); step++) {
                if (random.nextInt(12) == 0) disk.failIn(1 + random.nextInt(8));
                step(log);
            }
            disk.cut();
            log.close();
            if (random.nextInt(3) == 0) disk.revive();
            else disk.restart();
        }

        /** Recovery itself may be cut short, any number of times. */
        private void openUnderCuts() {
            while (random.nextInt(4) == 0) {
                disk.cutIn(1 + random.nextInt(6));
                try (var log = open()) {
                    assertThat(log.stats().records()).isZero();
                } catch (LogException e) {
                    assertThat(disk.dead()).isTrue();
                }
                disk.cut();
                if (random.nextBoolean()) disk.revive();
                else disk.restart();
            }
        }

        private void step(LocalLog log) throws InterruptedException {
            nowMillis += random.nextInt(20) - 2;
            try {
                switch (random.nextInt(24)) {
                    case 0, 1 -> log.clusterNow();
                    case 2 -> trim(log);
                    case 3 -> seal(log);
                    default -> append(log);
                }
            } catch (LogException | IOException e) {
                // The disk failed or the power went: nothing was promised.
            }
        }

        private void trim(LocalLog log) {
            long stream = 1L + random.nextInt(2);
            long before = nowMillis - random.nextInt(400);
            model.trimming(stream, before);
            log.trim(stream, before);
        }

        private void seal(LocalLog log) throws InterruptedException {
            if (random.nextInt(4) > 0) return;
            var key = key(random.nextInt(SHARDS));
            var sealing = Thread.ofVirtual().start(() -> {
                try {
                    log.seal(List.of(key));
                    model.sealed(key);
                } catch (LogException e) {
                    // Not sealed, as far as anybody knows.
                }
            });
            while (!sealing.join(java.time.Duration.ofMillis(2))) {
                if (disk.dead()) return;
                nudge(log);
            }
        }

        private void append(LocalLog log) throws InterruptedException {
            var all = new ArrayList<Pending>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                var batch = new AppendBatch(4, 64);
                var data = new ArrayList<String>();
                for (int r = random.nextInt(12); r >= 0; r--) {
                    var text = "record " + records++ + "x".repeat(random.nextInt(8) == 0 ? random.nextInt(8_000) : 20);
                    data.add(text);
                    Appends.put(
                            batch,
                            log.shard(key(random.nextInt(SHARDS))),
                            new byte[random.nextInt(9)],
                            text.getBytes(UTF_8));
                }
                all.add(new Pending(Appends.start(log, batch), data));
            }
            for (var pending : all) settle(log, pending);
        }

        private void settle(LocalLog log, Pending pending) throws InterruptedException {
            while (true) {
                try {
                    model.committed(pending.outcome.get(2, TimeUnit.MILLISECONDS), pending.data);
                    return;
                } catch (ExecutionException e) {
                    model.failed(pending.data);
                    return;
                } catch (TimeoutException e) {
                    if (disk.dead()) break;
                    nudge(log);
                }
            }
            log.close();
            if (pending.outcome.isDone() && !pending.outcome.isCompletedExceptionally()) {
                model.committed(pending.outcome.join(), pending.data);
            } else if (pending.outcome.isDone()) {
                model.failed(pending.data);
            } else {
                model.unknown(pending.data);
            }
        }

        /** A commit that is in doubt is settled with the next append. */
        private static void nudge(LocalLog log) {
            var _ = Appends.start(log, new AppendBatch(1, 1));
        }
    }
}
