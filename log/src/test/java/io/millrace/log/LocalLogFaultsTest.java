package io.millrace.log;

import static io.millrace.log.Appends.append;
import static io.millrace.log.Appends.batch;
import static io.millrace.log.Appends.data;
import static io.millrace.log.Appends.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.disk.SimulatedDisk;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the local engine does when the disk fails, is full, or the power goes at a chosen moment. */
class LocalLogFaultsTest {
    private static final ShardKey KEY = new ShardKey(1, 0);

    private final SimulatedDisk disk = new SimulatedDisk(new Random(5));
    private final LocalLogSettings settings = LocalLogSettings.in(Path.of("simulated"))
            .withJournalSegmentBytes(64 << 10)
            .withClusterAfterSegments(100)
            .withTailCacheBytes(100_000);

    private LocalLog open() {
        return LocalLog.open(settings, InstantSource.system(), new LogDisk(disk), Background.inline());
    }

    private static void assertFails(RecordLog log, AppendBatch batch, LogException.Reason reason) {
        assertThatThrownBy(() -> append(log, batch))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void whatAFailedSyncLeftBehindNeverAppears() {
        for (int call = 1; call <= 2; call++) {
            long end;
            try (var log = open()) {
                append(log, log.shard(KEY), "before" + call);
                end = log.shard(KEY).end();
                disk.failIn(call);
                assertFails(log, batch(log.shard(KEY), "failed"), LogException.Reason.DISK_FAILED);
                assertThat(log.shard(KEY).end()).isEqualTo(end);
                assertThat(append(log, log.shard(KEY), "after" + call).position(0))
                        .isEqualTo(end);
            }
        }

        try (var log = open()) {
            assertThat(data(log.shard(KEY))).containsExactly("before1", "after1", "before2", "after2");
            assertThat(log.stats().corruptBlocks()).isZero();
        }
    }

    @Test
    void aFailureIsToldOnlyWhenItIsCutOffDurably() {
        var log = open();
        append(log, log.shard(KEY), "before");
        disk.failIn(2);
        disk.cutIn(3);
        var outcome = start(log, batch(log.shard(KEY), "in doubt"));

        log.close();
        disk.restart();

        assertThat(outcome).isNotDone();
        try (var again = open()) {
            assertThat(data(again.shard(KEY))).startsWith("before");
        }
    }

    @Test
    void aFullDiskFailsAppendsAtOnceAndWritingGoesOnWhenThereIsRoom() {
        try (var log = open()) {
            var stored = new ArrayList<String>();
            append(log, log.shard(KEY), "first");
            stored.add("first");
            disk.capacity(disk.used());
            LogException.Reason reason = null;
            for (int i = 0; reason == null; i++) {
                try {
                    append(log, log.shard(KEY), "r" + i);
                    stored.add("r" + i);
                } catch (LogException e) {
                    reason = e.reason();
                }
            }

            assertThat(reason).isEqualTo(LogException.Reason.DISK_FULL);
            assertFails(log, batch(log.shard(KEY), "no"), LogException.Reason.DISK_FULL);
            assertThat(data(log.shard(KEY))).isEqualTo(stored);
            disk.capacity(Long.MAX_VALUE / 2);
            append(log, log.shard(KEY), "again");
            stored.add("again");
            assertThat(data(log.shard(KEY))).isEqualTo(stored);
        }
    }

    @Test
    void tooMuchInTheQueueIsRefusedAtOnce() {
        var small = settings.withQueueBytes(1_000);
        try (var log = LocalLog.open(small, InstantSource.system(), new LogDisk(disk), Background.inline())) {
            var shard = log.shard(KEY);
            var refused = new ArrayList<LogException>();
            // The listener holds the commit thread, so that what follows has to wait in the queue.
            var gate = new java.util.concurrent.CountDownLatch(1);
            var held = new java.util.concurrent.CountDownLatch(1);
            try (var _ = shard.onAppend(() -> {
                held.countDown();
                awaitQuietly(gate);
            })) {
                var first = start(log, batch(shard, "first"));
                awaitQuietly(held);
                for (int i = 0; i < 20; i++) {
                    try {
                        var _ = start(log, batch(shard, "r" + i));
                    } catch (LogException e) {
                        refused.add(e);
                    }
                }
                gate.countDown();
                first.join();
            }

            assertThat(refused)
                    .isNotEmpty()
                    .allSatisfy(e -> assertThat(e.reason()).isEqualTo(LogException.Reason.OVERLOADED));
        }
    }

    private static void awaitQuietly(java.util.concurrent.CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCrashAtAnyStepOfClusteringLosesAndDoublesNothing() throws Exception {
        boolean ended = false;
        for (int call = 1; !ended; call++) {
            var fresh = new SimulatedDisk(new Random(call * 0x9E3779B97F4A7C15L));
            var inline = Background.inline();
            var log = LocalLog.open(settings, InstantSource.system(), new LogDisk(fresh), inline);
            for (int i = 0; i < 20; i++) append(log, log.shard(new ShardKey(i % 3, i % 2)), "r" + i);
            log.clusterNow();
            for (int i = 20; i < 40; i++) append(log, log.shard(new ShardKey(i % 3, i % 2)), "r" + i);
            fresh.cutIn(call);
            try {
                log.clusterNow();
            } catch (java.io.IOException | LogException e) {
                assertThat(fresh.dead()).isTrue();
            }
            ended = !fresh.dead();
            fresh.cut();
            log.close();
            fresh.restart();

            try (var again = LocalLog.open(settings, InstantSource.system(), new LogDisk(fresh), inline)) {
                var all = new ArrayList<String>();
                for (int s = 0; s < 6; s++) all.addAll(data(again.shard(new ShardKey(s % 3, s % 2))));
                assertThat(all).as("cut at call " + call).hasSize(40).doesNotHaveDuplicates();
                assertThat(again.stats().corruptBlocks()).isZero();
            }
        }
    }

    @Test
    void whatAProcessThatDiedLeftUnsyncedIsNotBuiltUpon() {
        for (int call = 1; call <= 10; call++) {
            for (int seed = 0; seed < 8; seed++) {
                var fresh = new SimulatedDisk(new Random(seed * 0x9E3779B97F4A7C15L));
                var inline = Background.inline();
                fresh.cutIn(call);
                try (var log = LocalLog.open(settings, InstantSource.system(), new LogDisk(fresh), inline)) {
                    fresh.cut();
                    assertThat(log.stats().records()).isZero();
                } catch (LogException e) {
                    assertThat(fresh.dead()).isTrue();
                }
                fresh.revive();
                var lazy = new Background(task -> {}, Runnable::run, Runnable::run, Runnable::run, () -> {});
                try (var log = LocalLog.open(settings, InstantSource.system(), new LogDisk(fresh), lazy)) {
                    append(log, log.shard(KEY), "acknowledged");
                    fresh.cut();
                }
                fresh.restart();

                try (var log = LocalLog.open(settings, InstantSource.system(), new LogDisk(fresh), inline)) {
                    assertThat(data(log.shard(KEY)))
                            .as("died at call " + call + ", seed " + seed)
                            .containsExactly("acknowledged");
                }
            }
        }
    }

    @Test
    void aFailureAtAnyStepOfClusteringIsMadeGoodByTheNext() throws Exception {
        boolean ended = false;
        for (int call = 1; !ended; call++) {
            var fresh = new SimulatedDisk(new Random(call * 0x9E3779B97F4A7C15L));
            var inline = Background.inline();
            try (var log = LocalLog.open(settings, InstantSource.system(), new LogDisk(fresh), inline)) {
                for (int i = 0; i < 40; i++) append(log, log.shard(new ShardKey(i % 3, i % 2)), "r" + i);
                fresh.failIn(call);
                try {
                    log.clusterNow();
                    ended = true;
                } catch (java.io.IOException e) {
                    log.clusterNow();
                }
                assertThat(log.stats().segmentBytes()).isEqualTo(3 * 4096);
                fresh.cut();
            }
            fresh.restart();

            try (var again = LocalLog.open(settings, InstantSource.system(), new LogDisk(fresh), inline)) {
                var all = new ArrayList<String>();
                for (int s = 0; s < 6; s++) all.addAll(data(again.shard(new ShardKey(s % 3, s % 2))));
                assertThat(all).as("failed at call " + call).hasSize(40).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void aClosedDirectoryCanBeOpenedAgainAndAnOpenOneCannot() {
        try (var _ = open()) {
            assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class);
        }
        open().close();
    }
}
