package io.millrace.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.LocalLogSettings.Compression;
import io.millrace.log.LocalLogSettings.Durability;
import io.millrace.log.LocalLogSettings.Tiering;
import io.millrace.testkit.Figures;
import io.millrace.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final int CUTS = Integer.getInteger("millrace.test.cuts", 5_000);
    private static final long SEED = Long.getLong("millrace.test.seed", System.nanoTime());
    private static final int CUTS_OF_A_LIFE = 10;
    private static final int SHARDS = 5;

    @Test
    void whatWasAcknowledgedOutlivesEveryPowerCutAndWhatFailedNeverAppears() {
        long began = System.nanoTime();
        for (int life = 0; life < CUTS / CUTS_OF_A_LIFE; life++) run(SEED + life, Durability.FSYNC);

        System.out.println("lives from -Dmillrace.test.seed=" + SEED + " on");
        Figures.record(
                LocalLogSimulationTest.class,
                "power cuts and deaths of the process on a simulated disk and object store",
                "%,d, 0 records lost, doubled or altered, %,d a minute"
                        .formatted(CUTS, Math.round(CUTS * 60e9 / (System.nanoTime() - began))));
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

    @Test
    void theSimulationNoticesAnObjectStoreThatForgets() {
        int noticed = 0;
        for (long seed = 0; seed < 20; seed++) {
            var life = new Life(seed, Durability.FSYNC);
            life.objects.forget();
            try {
                live(seed, life);
            } catch (AssertionError e) {
                noticed++;
            }
        }

        assertThat(noticed).isGreaterThan(5);
    }

    private static void run(long seed, Durability durability) {
        live(seed, new Life(seed, durability));
    }

    private static void live(long seed, Life life) {
        try {
            for (int cut = 0; cut < CUTS_OF_A_LIFE; cut++) life.untilTheCut();
        } catch (AssertionError | RuntimeException | IOException | InterruptedException e) {
            throw new AssertionError("-Dmillrace.test.seed=" + seed, e);
        }
    }

    /** One log, its disk, and what we know of it. */
    private static final class Life {
        private final Random random;
        private final SimulatedDisk disk;
        private final LogModel model = new LogModel();
        private final SimulatedObjects objects;
        private final LocalLogSettings settings;
        private final long[] streams = {1, 2};
        private long nowMillis = 1_000_000;
        private int records;

        private record Pending(CompletableFuture<AppendBatch> outcome, List<String> data) {}

        private Life(long seed, Durability durability) {
            random = new Random(seed);
            disk = new SimulatedDisk(new Random(~seed));
            objects = new SimulatedObjects(disk, new Random(seed * 31));
            var after = Duration.ofMillis(random.nextInt(200));
            var tiering =
                    random.nextInt(3) == 0 ? null : new Tiering(objects, after, random.nextBoolean() ? 0 : 100_000);
            settings = LocalLogSettings.in(Path.of("simulated"))
                    .withJournalSegmentBytes(64 << 10)
                    .withClusterAfterSegments(2)
                    .withTailCacheBytes(random.nextBoolean() ? 0 : 100_000)
                    .withCompression(random.nextBoolean() ? Compression.NONE : Compression.ZSTD)
                    .withTiering(tiering)
                    .withDurability(durability);
        }

        private LocalLog open() {
            return LocalLog.open(
                    settings, () -> Instant.ofEpochMilli(nowMillis), new LogDisk(disk), Background.inline());
        }

        private ShardKey key(int shard) {
            return new ShardKey(streams[shard % 2], shard);
        }

        private void untilTheCut() throws IOException, InterruptedException {
            openUnderCuts();
            var log = open();
            for (int shard = 0; shard < SHARDS; shard++) {
                for (long stream = 1L + shard % 2; stream <= streams[shard % 2]; stream += 2) {
                    model.check(log.shard(new ShardKey(stream, shard)));
                }
            }
            model.settled();
            noObjectIsLeftOver();
            if (random.nextInt(3) > 0) disk.cutIn(1 + random.nextInt(120));
            if (random.nextInt(6) == 0) disk.capacity(disk.used() + random.nextInt(200_000));
            int steps = 5 + random.nextInt(40);
            for (int step = 0; step < steps && !disk.dead(); step++) {
                if (random.nextInt(12) == 0) disk.failIn(1 + random.nextInt(8));
                step(log);
            }
            disk.cut();
            log.close();
            disk.capacity(Long.MAX_VALUE / 2);
            if (random.nextInt(3) == 0) disk.revive();
            else disk.restart();
        }

        /** What nothing refers to was swept when the log was opened. */
        private void noObjectIsLeftOver() throws IOException {
            var known = new ArrayList<String>();
            for (var stream : disk.list("streams")) {
                for (var name : disk.list("streams/" + stream)) {
                    if (name.endsWith(".far")) known.add("streams/" + stream + "/" + name.replace(".far", ".seg"));
                }
            }
            var there = objects.keys().stream()
                    .map(key -> key.substring(key.indexOf('/') + 1))
                    .toList();
            if (settings.tiering() != null) assertThat(known).containsAll(there);
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
                switch (random.nextInt(25)) {
                    case 0, 1 -> log.clusterNow();
                    case 2 -> trim(log);
                    case 3 -> seal(log);
                    case 4 -> delete(log);
                    case 5 -> release(log);
                    default -> append(log);
                }
            } catch (LogException | IOException e) {
                // The disk failed or the power went: nothing was promised.
            }
        }

        private void trim(LocalLog log) {
            long stream = streams[random.nextInt(2)];
            long before = nowMillis - random.nextInt(400);
            model.trimming(stream, before);
            log.trim(stream, before);
        }

        private void release(LocalLog log) {
            var key = key(random.nextInt(SHARDS));
            var shard = log.shard(key);
            long position = shard.start() + random.nextLong(shard.end() - shard.start() + 1);
            model.releasing(key, position);
            log.release(key, position);
        }

        private void seal(LocalLog log) throws InterruptedException {
            if (random.nextInt(4) > 0) return;
            var key = key(random.nextInt(SHARDS));
            whileNudged(log, () -> {
                log.seal(List.of(key));
                model.sealed(key);
            });
        }

        /** A number is never used again: the next stream has another. */
        private void delete(LocalLog log) throws InterruptedException {
            if (random.nextInt(4) > 0) return;
            int which = random.nextInt(2);
            long stream = streams[which];
            streams[which] = stream + 2;
            model.deleting(stream);
            whileNudged(log, () -> {
                log.delete(stream);
                model.deleted(stream);
            });
        }

        private void whileNudged(LocalLog log, Runnable work) throws InterruptedException {
            var thread = Thread.ofVirtual().start(() -> {
                try {
                    work.run();
                } catch (LogException e) {
                    // It was not done, or not as far as anybody knows.
                }
            });
            while (!thread.join(Duration.ofMillis(2))) {
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
        private void nudge(LocalLog log) {
            // On a full disk it stays in doubt: there is no file to go on with.
            if (random.nextInt(4) == 0) disk.capacity(Long.MAX_VALUE / 2);
            var _ = Appends.start(log, new AppendBatch(1, 1));
        }
    }
}
