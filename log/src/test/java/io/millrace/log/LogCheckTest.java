package io.millrace.log;

import static io.millrace.log.Appends.append;
import static io.millrace.log.Appends.data;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.LogCheck.Finding;
import io.millrace.log.LogCheck.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check says of a directory that nobody has open, and what a repair makes good. */
class LogCheckTest {
    private static final ShardKey KEY = new ShardKey(1, 0);
    private static final ShardKey OTHER = new ShardKey(1, 3);
    private static final Path SEGMENT = Path.of("streams", "1", "0000000001.seg");
    private static final int RECORDS = 12;

    @TempDir
    private Path directory;

    private final List<Finding> findings = new ArrayList<>();

    private LocalLog open() {
        return LocalLog.open(
                LocalLogSettings.in(directory).withJournalSegmentBytes(1 << 20).withTailCacheBytes(0),
                InstantSource.system());
    }

    /** A segment of two shards, each record large enough for a chunk of its own, and a record in the journal. */
    private void fill() throws IOException {
        try (var log = open()) {
            for (int i = 0; i < RECORDS; i++) {
                append(log, log.shard(KEY), "key-" + i + "-" + "x".repeat(20_000));
                append(log, log.shard(OTHER), "other-" + i + "-" + "y".repeat(20_000));
            }
            log.clusterNow();
            append(log, log.shard(KEY), "in the journal");
        }
    }

    private LogCheck.Result check(boolean repair) throws IOException {
        findings.clear();
        return LogCheck.run(directory, repair, findings::add);
    }

    private List<String> read(ShardKey key) {
        try (var log = open()) {
            return data(log.shard(key));
        }
    }

    private void turnBit(Path file, long at) throws IOException {
        var path = directory.resolve(file);
        var bytes = Files.readAllBytes(path);
        bytes[(int) at] ^= 1;
        Files.write(path, bytes);
    }

    private long find(Path file, String text, int occurrence) throws IOException {
        var content = new String(Files.readAllBytes(directory.resolve(file)), ISO_8859_1);
        int at = -1;
        for (int i = 0; i <= occurrence; i++) at = content.indexOf(text, at + 1);
        assertThat(at).isNotNegative();
        return at;
    }

    private List<Severity> severities() {
        return findings.stream().map(Finding::severity).toList();
    }

    @Test
    void aSoundDirectoryIsReadWholeAndNothingIsSaid() throws Exception {
        fill();

        var result = check(false);

        assertThat(findings).isEmpty();
        assertThat(result.records()).isEqualTo(2 * RECORDS + 1);
        assertThat(result.bytes()).isGreaterThan(RECORDS * 40_000L);
    }

    @Test
    void anEmptyDirectoryIsSound() throws Exception {
        assertThat(check(false).files()).isZero();
        assertThat(findings).isEmpty();
    }

    @Test
    void damagedRecordsAreNamedByStreamShardAndPosition() throws Exception {
        fill();
        turnBit(SEGMENT, find(SEGMENT, "other-5-", 0) + 100);

        var result = check(false);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.UNREADABLE);
            assertThat(finding.what()).isEqualTo("stream 1, shard 3: the record at position 5 can't be read");
        });
        assertThat(result.records()).isEqualTo(2 * RECORDS + 1 - 1);
        assertThat(result.unreadable()).isOne();
    }

    @Test
    void damagedRecordsAreNeitherRepairedNorThrownAway() throws Exception {
        fill();
        turnBit(SEGMENT, find(SEGMENT, "other-5-", 0) + 100);
        var before = Files.readAllBytes(directory.resolve(SEGMENT));

        check(true);

        assertThat(severities()).containsExactly(Severity.UNREADABLE);
        assertThat(directory.resolve(SEGMENT)).hasBinaryContent(before);
    }

    @Test
    void aDirectoryOrIndexThatIsDamagedIsMadeAnewFromTheChunks() throws Exception {
        long[] fromTheEnd = {14, 30, 45};
        for (long distance : fromTheEnd) {
            fill();
            long size = Files.size(directory.resolve(SEGMENT));
            turnBit(SEGMENT, size - distance);
            assertThat(check(false).unreadable()).isEqualTo(1);

            var result = check(true);

            assertThat(severities()).as("%d bytes from the end", distance).containsExactly(Severity.REPAIRED);
            assertThat(result.records()).isEqualTo(2 * RECORDS + 1);
            assertThat(check(false).unreadable()).isZero();
            assertThat(read(KEY)).hasSize(RECORDS + 1).endsWith("in the journal");
            assertThat(read(OTHER)).hasSize(RECORDS);
            assertThat(directory.resolve("damaged/1-0000000001.seg")).hasSize(size);
            deleteAll();
        }
    }

    @Test
    void aRepairGoesOnBehindAChunkWhoseHeadIsDamagedToo() throws Exception {
        fill();
        turnBit(SEGMENT, find(SEGMENT, "MRSC", 2));
        turnBit(SEGMENT, Files.size(directory.resolve(SEGMENT)) - 14);

        var result = check(true);

        assertThat(severities()).containsExactly(Severity.UNREADABLE, Severity.REPAIRED);
        assertThat(result.records()).isEqualTo(2 * RECORDS + 1 - 1);
        assertThat(read(OTHER)).hasSize(RECORDS);
    }

    @Test
    void oneDamagedCopyOfTheManifestIsMadeGood() throws Exception {
        fill();
        turnBit(Path.of("manifest"), 30);
        check(false);
        assertThat(severities()).containsExactly(Severity.DAMAGED);

        check(true);
        assertThat(severities()).containsExactly(Severity.REPAIRED);

        check(false);
        assertThat(findings).isEmpty();
    }

    @Test
    void aDamagedJournalIsReportedAndItsHeaderMadeGood() throws Exception {
        fill();
        Path journal;
        try (var files = Files.list(directory.resolve("journal"))) {
            journal = files.filter(file -> contains(file, "in the journal"))
                    .findFirst()
                    .orElseThrow();
        }
        journal = directory.relativize(journal);
        turnBit(journal, 9);

        check(true);
        assertThat(severities()).containsExactly(Severity.REPAIRED);

        check(false);
        assertThat(findings).isEmpty();
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aDirectoryInUseIsNotChecked() throws Exception {
        try (var _ = open()) {
            assertThatThrownBy(() -> check(false)).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Any byte of a segment may be wrong: nothing is lost without a word, and no repair makes it worse. */
    @Test
    void whateverBitOfASegmentIsWrongTheCheckSaysSoAndARepairLosesNothingThatCouldBeRead() throws Exception {
        fill();
        var whole = Files.readAllBytes(directory.resolve(SEGMENT));
        var manifest = Files.readAllBytes(directory.resolve("manifest"));
        var random = new Random(7);
        for (int i = 0; i < 60; i++) {
            // Half of them among the indexes at the end, where a page holds everything.
            int at = i % 2 == 0 ? random.nextInt(whole.length) : whole.length - 1 - random.nextInt(1_000);
            var damaged = whole.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(directory.resolve(SEGMENT), damaged);
            Files.write(directory.resolve("manifest"), manifest);
            long readable = check(false).records();
            boolean noticed = !findings.isEmpty();

            long repaired = check(true).records();

            assertThat(noticed || readable == 2 * RECORDS + 1).as("byte %d", at).isTrue();
            assertThat(repaired).as("byte %d", at).isGreaterThanOrEqualTo(readable);
            assertThat(read(KEY).size() + read(OTHER).size()).as("byte %d", at).isEqualTo((int) repaired);
        }
    }

    private void deleteAll() throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) Files.delete(file);
            }
        }
    }
}
