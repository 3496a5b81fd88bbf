package io.millrace.log;

import static io.millrace.log.Appends.append;
import static io.millrace.log.Appends.data;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes on the real disk that are not what was written: never served, and never the end of what lies behind them. */
class LocalLogDamageTest {
    private static final ShardKey KEY = new ShardKey(1, 0);
    private static final ShardKey OTHER = new ShardKey(2, 3);

    @TempDir
    Path directory;

    private LocalLog open() {
        return LocalLog.open(
                LocalLogSettings.in(directory)
                        .withJournalSegmentBytes(256 << 10)
                        .withTailCacheBytes(0),
                InstantSource.system());
    }

    /** Turns one bit where a text is first found, or some bytes before or behind that. */
    private void damage(String folder, String text, int distance) throws IOException {
        try (var files = Files.walk(directory.resolve(folder))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var bytes = Files.readAllBytes(file);
                int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
                if (at < 0) continue;
                bytes[at + distance] ^= 4;
                Files.write(file, bytes);
                return;
            }
        }
        throw new AssertionError(text + " is not in " + folder);
    }

    private void cutShort(String text) throws IOException {
        try (var files = Files.walk(directory.resolve("journal"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var bytes = Files.readAllBytes(file);
                int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
                if (at < 0) continue;
                java.util.Arrays.fill(bytes, at, bytes.length, (byte) 0);
                Files.write(file, bytes);
                return;
            }
        }
        throw new AssertionError(text + " is not in the journal");
    }

    @Test
    void aTornTailIsNotPartOfTheLog() throws Exception {
        try (var log = open()) {
            append(log, log.shard(KEY), "first", "second");
            append(log, log.shard(KEY), "third " + "x".repeat(20_000) + "torn", "fourth");
        }
        cutShort("torn");

        try (var log = open()) {
            assertThat(data(log.shard(KEY))).containsExactly("first", "second");
            assertThat(log.shard(KEY).end()).isEqualTo(2);
            assertThat(log.stats().corruptBlocks()).isZero();
            append(log, log.shard(KEY), "next");
        }
        try (var log = open()) {
            assertThat(data(log.shard(KEY))).containsExactly("first", "second", "next");
        }
    }

    @Test
    void aDamagedBlockInTheJournalLosesNothingElse() throws Exception {
        try (var log = open()) {
            append(log, log.shard(KEY), "first");
            var both = Appends.batch(log.shard(KEY), "damaged");
            Appends.put(both, log.shard(OTHER), new byte[] {1}, "sound".getBytes(UTF_8));
            append(log, both);
            append(log, log.shard(KEY), "third");
        }
        damage("journal", "key of damaged", 2);

        try (var log = open()) {
            assertThat(data(log.shard(KEY))).containsExactly("first", "third");
            assertThat(data(log.shard(OTHER))).containsExactly("sound");
            assertThat(log.stats().corruptBlocks()).isEqualTo(1);
            assertThat(append(log, log.shard(KEY), "next").position(0)).isGreaterThanOrEqualTo(Recovery.JUMP);
            assertThat(append(log, log.shard(new ShardKey(9, 9)), "new").position(0))
                    .isGreaterThanOrEqualTo(Recovery.JUMP);
        }
    }

    @Test
    void aDamagedFrameHeadLosesThatFrameOnly() throws Exception {
        try (var log = open()) {
            append(log, log.shard(KEY), "first");
            append(log, log.shard(KEY), "damaged");
            append(log, log.shard(KEY), "third");
        }
        damage("journal", "key of damaged", -JournalFormat.ENTRY_BYTES - JournalFormat.ROW_BYTES - 30);

        try (var log = open()) {
            assertThat(data(log.shard(KEY))).containsExactly("first", "third");
            assertThat(log.stats().corruptBlocks()).isEqualTo(1);
            assertThat(append(log, log.shard(KEY), "next").position(0)).isGreaterThanOrEqualTo(Recovery.JUMP);
        }
        try (var log = open()) {
            assertThat(data(log.shard(KEY))).containsExactly("first", "third", "next");
        }
    }

    @Test
    void damageThatAppearsWhileTheLogIsOpenIsNotServed() throws Exception {
        try (var log = open()) {
            append(log, log.shard(KEY), "first");
            append(log, log.shard(KEY), "damaged");
            // With no tail cache to speak of, the third frame takes the memory of the second.
            append(log, log.shard(KEY), "third");
            damage("journal", "key of damaged", 9);

            assertThat(data(log.shard(KEY))).containsExactly("first", "third");
            assertThat(log.stats().corruptBlocks()).isEqualTo(1);
            log.clusterNow();
            assertThat(data(log.shard(KEY))).containsExactly("first", "third");
        }
    }

    @Test
    void anInterruptedReaderReadsOnAndDisturbsNobody() throws Exception {
        try (var log = open()) {
            for (int i = 0; i < 5; i++) append(log, log.shard(KEY), "r" + i);

            Thread.currentThread().interrupt();
            var read = data(log.shard(KEY));
            boolean stillInterrupted = Thread.interrupted();

            assertThat(read).hasSize(5);
            assertThat(stillInterrupted).isTrue();
            append(log, log.shard(KEY), "next");
            assertThat(data(log.shard(KEY))).hasSize(6);
        }
    }

    @Test
    void aRecordThatCannotBeStoredIsTheCallersMistake() {
        try (var log = open()) {
            var longKey = new AppendBatch(1, 70_000);
            longKey.add(log.shard(KEY), 65_536, 0);
            var large = new AppendBatch(1, 300_000);
            large.add(log.shard(KEY), 0, 300_000);

            assertThatThrownBy(() -> append(log, longKey)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> append(log, large)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aDamagedChunkOfASegmentIsSkipped() throws Exception {
        var large = "y".repeat(50_000);
        try (var log = open()) {
            append(log, log.shard(KEY), "first" + large);
            append(log, log.shard(KEY), "damaged" + large);
            append(log, log.shard(KEY), "third");
            append(log, log.shard(OTHER), "sound");
            log.clusterNow();
            damage("streams", "damaged" + large, 3);

            assertThat(data(log.shard(KEY)))
                    .noneMatch(data -> data.contains("maged"))
                    .contains("first" + large);
            assertThat(data(log.shard(OTHER))).containsExactly("sound");
            assertThat(log.stats().corruptBlocks()).isEqualTo(1);
        }
    }

    @Test
    void oneDamagedCopyOfTheManifestOrOfAHeaderIsMadeGoodByTheOther() throws Exception {
        try (var log = open()) {
            append(log, log.shard(KEY), "first");
            log.clusterNow();
            append(log, log.shard(KEY), "second");
        }
        damage("manifest", "MRMF", 20);
        damage("journal", "MRJS", 9);

        try (var log = open()) {
            assertThat(data(log.shard(KEY))).containsExactly("first", "second");
        }
    }

    @Test
    void aManifestThatCannotBeTrustedIsRefused() throws Exception {
        try (var log = open()) {
            append(log, log.shard(KEY), "first");
            log.clusterNow();
        }
        damage("manifest", "MRMF", 20);
        damage("manifest", "MRMF", 4096 + 20);

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.reason()).isEqualTo(LogException.Reason.CORRUPT));
    }

    @Test
    void framesOfAnEarlierUseOfAFileAreNotRead() throws Exception {
        var all = new ArrayList<String>();
        try (var log = open()) {
            for (int round = 0; round < 12; round++) {
                var text = round + "z".repeat(30_000);
                append(log, log.shard(KEY), text, "small " + round);
                all.addAll(List.of(text, "small " + round));
                if (round % 3 == 2) log.clusterNow();
            }
            assertThat(log.stats().journalBytes()).isLessThan(10L * (256 << 10));
        }

        try (var log = open()) {
            assertThat(data(log.shard(KEY))).isEqualTo(all);
            assertThat(log.stats().corruptBlocks()).isZero();
        }
    }

    @Test
    void aRecordThatLooksLikeAFrameIsNotTakenForOneWhereAFrameIsDamaged() throws Exception {
        try (var log = open()) {
            append(log, log.shard(KEY), "first");
            int toPage = Pages.BYTES
                    - JournalFormat.FRAME_HEADER_BYTES
                    - JournalFormat.ROW_BYTES
                    - JournalFormat.ENTRY_BYTES;
            var data = new byte[toPage + Pages.BYTES + 100];
            System.arraycopy(forgedFrame(), 0, data, toPage, Pages.BYTES);
            System.arraycopy("forger".getBytes(UTF_8), 0, data, 0, 6);
            var batch = new AppendBatch(1, data.length);
            Appends.put(batch, log.shard(OTHER), new byte[0], data);
            append(log, batch);
            append(log, log.shard(OTHER), "last");
        }
        damage("journal", "forger", -JournalFormat.ENTRY_BYTES - JournalFormat.ROW_BYTES - 30);

        try (var log = open()) {
            assertThat(data(log.shard(KEY))).containsExactly("first");
            assertThat(data(log.shard(OTHER))).containsExactly("last");
        }
    }

    /** The first frame again under a later number: all right but for the salt, which a client cannot know. */
    private byte[] forgedFrame() throws IOException {
        try (var files = Files.walk(directory.resolve("journal"))) {
            var file = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
            var page = ByteBuffer.wrap(Files.readAllBytes(file), JournalFormat.FRAMES, Pages.BYTES)
                    .slice();
            var salted = new JournalFormat.Header(page.getLong(8), page.getLong(16) + 1, 0, 0);
            JournalFormat.putFrameHeader(page, 0, salted, 1_000, 1, page.getInt(40), page.getInt(44));
            var bytes = new byte[Pages.BYTES];
            page.get(0, bytes);
            return bytes;
        }
    }
}
