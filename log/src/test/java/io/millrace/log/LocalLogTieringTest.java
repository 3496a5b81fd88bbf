package io.millrace.log;

import static io.millrace.log.Appends.append;
import static io.millrace.log.Appends.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.LocalLogSettings.Compression;
import io.millrace.log.LocalLogSettings.Tiering;
import io.millrace.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of segments after they were written: merged, packed, moved to an object store, read from there. */
class LocalLogTieringTest {
    private static final ShardKey KEY = new ShardKey(1, 0);
    private static final ShardKey OTHER = new ShardKey(1, 1);

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final SimulatedObjects objects = new SimulatedObjects(disk, new Random(2));
    private long nowMillis = 1_000_000;
    private LocalLogSettings settings = LocalLogSettings.in(Path.of("simulated"))
            .withJournalSegmentBytes(1 << 20)
            .withTailCacheBytes(0);

    private LocalLog open() {
        return LocalLog.open(settings, () -> Instant.ofEpochMilli(nowMillis), new LogDisk(disk), Background.inline());
    }

    private void moveAfter(Duration after, long cacheBytes) {
        settings = settings.withTiering(new Tiering(objects, after, cacheBytes));
    }

    private List<String> fill(LocalLog log, int segments) throws IOException {
        var all = new ArrayList<String>();
        for (int i = 0; i < segments; i++) {
            var text = "record " + i + " " + "x".repeat(2_000);
            append(log, log.shard(KEY), text);
            append(log, log.shard(OTHER), "other " + i);
            all.add(text);
            nowMillis += 1_000;
            log.clusterNow();
        }
        return all;
    }

    private List<String> segments() throws IOException {
        return disk.list("streams/1");
    }

    @Test
    void eightSmallSegmentsBecomeOne() throws Exception {
        try (var log = open()) {
            var all = fill(log, 9);

            assertThat(segments()).containsExactly("0000000001-0000000008.seg", "0000000009.seg");
            assertThat(data(log.shard(KEY))).isEqualTo(all);
        }
        try (var log = open()) {
            assertThat(data(log.shard(OTHER))).hasSize(9).endsWith("other 8");
        }
    }

    @Test
    void recordsOfDifferentTimesOfTheDayStayApart() throws Exception {
        try (var log = open()) {
            for (int i = 0; i < 9; i++) {
                fill(log, 1);
                nowMillis += Duration.ofHours(2).toMillis();
            }

            assertThat(segments()).hasSize(9);
        }
    }

    @Test
    void whatIsPackedTakesLessRoomAndIsReadAsItWas() throws Exception {
        long plain;
        try (var log = open()) {
            fill(log, 5);
            plain = log.stats().segmentBytes();
            log.delete(1);
        }
        settings = settings.withCompression(Compression.ZSTD);
        try (var log = open()) {
            var shard = log.shard(new ShardKey(2, 0));
            for (int i = 0; i < 5; i++) {
                append(log, shard, "record " + i + " " + "x".repeat(2_000));
                log.clusterNow();
            }

            assertThat(data(shard)).hasSize(5).allMatch(text -> text.length() == 2_009);
            assertThat(log.stats().segmentBytes()).isLessThanOrEqualTo(plain);
        }
        settings = settings.withCompression(Compression.NONE);
        try (var log = open()) {
            assertThat(data(log.shard(new ShardKey(2, 0)))).hasSize(5);
        }
    }

    @Test
    void oldSegmentsMoveAwayTogetherAndAreReadFromThere() throws Exception {
        moveAfter(Duration.ofMinutes(1), 1 << 20);
        try (var log = open()) {
            var all = fill(log, 3);
            assertThat(objects.keys()).isEmpty();

            nowMillis += Duration.ofMinutes(2).toMillis();
            log.trim(1, 0);

            assertThat(segments()).containsExactly("0000000001-0000000003.far");
            assertThat(objects.keys()).singleElement().asString().endsWith("/streams/1/0000000001-0000000003.seg");
            assertThat(data(log.shard(KEY))).isEqualTo(all);
            assertThat(log.shard(KEY).firstAtOrAfter(1_001_000)).isEqualTo(1);
        }
        try (var log = open()) {
            assertThat(data(log.shard(OTHER))).containsExactly("other 0", "other 1", "other 2");
        }
    }

    @Test
    void whatWasFetchedIsKeptHereForTheNextReader() throws Exception {
        moveAfter(Duration.ZERO, 1 << 20);
        try (var log = open()) {
            fill(log, 1);
            data(log.shard(KEY));
            long before = objects.gets();

            data(log.shard(KEY));

            assertThat(before).isPositive();
            assertThat(objects.gets()).isEqualTo(before);
        }
    }

    @Test
    void theNextSegmentIsFetchedWhileOneIsRead() throws Exception {
        moveAfter(Duration.ZERO, 1 << 20);
        try (var log = open()) {
            fill(log, 2);
            assertThat(segments()).hasSize(2);

            log.shard(KEY).read(0, (position, arrival, memory, key, keyLength, data, dataLength) -> position < 0);

            assertThat(objects.gets()).isEqualTo(2);
        }
    }

    @Test
    void expiredAndDeletedSegmentsLeaveTheObjectStoreToo() throws Exception {
        moveAfter(Duration.ZERO, 0);
        try (var log = open()) {
            fill(log, 3);
            long second = nowMillis - 1_500;

            log.trim(1, second);
            assertThat(objects.keys()).hasSize(1);
            assertThat(data(log.shard(KEY))).singleElement().asString().startsWith("record 2");

            log.delete(1);
            append(log, log.shard(new ShardKey(3, 0)), "so that the deletion is done");
            assertThat(objects.keys()).isEmpty();
        }
    }

    @Test
    void anObjectStoreThatIsAwayFailsReadsOfItsSegmentsAndNothingElse() throws Exception {
        moveAfter(Duration.ZERO, 0);
        try (var log = open()) {
            fill(log, 1);
            objects.away(true);
            append(log, log.shard(OTHER), "new");
            log.clusterNow();

            assertThatThrownBy(() -> data(log.shard(KEY)))
                    .isInstanceOfSatisfying(
                            LogException.class, e -> assertThat(e.reason()).isEqualTo(LogException.Reason.DISK_FAILED));
            assertThat(Appends.read(log.shard(OTHER), 1))
                    .singleElement()
                    .satisfies(record -> assertThat(record.data()).isEqualTo("new"));
            objects.away(false);
            assertThat(data(log.shard(KEY))).hasSize(1);
        }
    }
}
