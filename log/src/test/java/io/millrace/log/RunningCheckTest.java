package io.millrace.log;

import static io.millrace.log.Appends.append;
import static io.millrace.log.Appends.data;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check of a log in use says of its segments, and what the log says is stored. */
class RunningCheckTest {
    private static final ShardKey KEY = new ShardKey(1, 0);
    private static final ShardKey OTHER = new ShardKey(2, 3);
    private static final int RECORDS = 12;

    @TempDir
    private Path directory;

    private LocalLog open() {
        return LocalLog.open(
                LocalLogSettings.in(directory).withJournalSegmentBytes(1 << 20).withTailCacheBytes(0),
                InstantSource.system());
    }

    private static void fill(LocalLog log) throws IOException {
        for (int i = 0; i < RECORDS; i++) {
            append(log, log.shard(KEY), "key-" + i + "-" + "x".repeat(20_000));
            append(log, log.shard(OTHER), "other-" + i + "-" + "y".repeat(20_000));
        }
        log.clusterNow();
    }

    /** What a check says, and what is to be done before the first piece is read on. */
    private static class Heard implements CheckListener {
        private final List<String> damages = new ArrayList<>();
        private int segments;
        private int checked;
        private long bytes;
        private long checkedBytes;
        private long readBytes;

        @Override
        public void begins(int planned, long plannedBytes) {
            segments = planned;
            bytes = plannedBytes;
        }

        @Override
        public void read(int piece) throws IOException {
            readBytes += piece;
        }

        @Override
        public void checked(long fileBytes) {
            checked++;
            checkedBytes += fileBytes;
        }

        @Override
        public void damaged(String segment, String problem) {
            damages.add(segment + ": " + problem);
        }
    }

    private Path segment(long stream) {
        return directory.resolve("streams/" + stream + "/0000000001.seg");
    }

    private static void turnBit(Path file, long at) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 1;
        Files.write(file, bytes);
    }

    private static int find(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), ISO_8859_1).indexOf(text);
    }

    @Test
    void soundSegmentsAreReadWholeWhileTheLogGoesOn() throws Exception {
        try (var log = open()) {
            fill(log);
            var heard = new Heard();

            log.checkSegments(heard);

            assertThat(heard.damages).isEmpty();
            assertThat(heard.segments).isEqualTo(2);
            assertThat(heard.checked).isEqualTo(2);
            assertThat(heard.bytes).isEqualTo(Files.size(segment(1)) + Files.size(segment(2)));
            assertThat(heard.checkedBytes).isEqualTo(heard.bytes);
            assertThat(heard.readBytes).isBetween(RECORDS * 40_000L, heard.bytes);
        }
    }

    @Test
    void damagedRecordsAreNamedAndLeftAsTheyAre() throws Exception {
        try (var log = open()) {
            fill(log);
            turnBit(segment(2), find(segment(2), "other-5-") + 100L);
            var heard = new Heard();

            log.checkSegments(heard);

            assertThat(heard.damages)
                    .containsExactly(
                            "streams/2/0000000001.seg: stream 2, shard 3: the record at position 5 can't be read");
            assertThat(data(log.shard(OTHER))).hasSize(RECORDS - 1);
            assertThat(data(log.shard(KEY))).hasSize(RECORDS);
        }
    }

    @Test
    void aDirectoryOrIndexThatIsDamagedIsNamedAlsoIfTheLogWasOpenedWithoutIt() throws Exception {
        try (var log = open()) {
            fill(log);
        }
        turnBit(segment(1), Files.size(segment(1)) - 14);
        try (var log = open()) {
            assertThat(data(log.shard(KEY))).isEmpty();
            var heard = new Heard();

            log.checkSegments(heard);

            assertThat(heard.damages)
                    .containsExactly(
                            "streams/1/0000000001.seg: its directory is damaged: none of its records is found");
        }
    }

    @Test
    void aSegmentThatIsRemovedMeanwhileIsNoDamage() throws Exception {
        try (var log = open()) {
            fill(log);
            turnBit(segment(2), find(segment(2), "other-5-") + 100L);
            Heard heard = new Heard() {
                @Override
                public void read(int piece) {
                    log.trim(1, Long.MAX_VALUE);
                    log.trim(2, Long.MAX_VALUE);
                }
            };

            log.checkSegments(heard);

            assertThat(segment(2)).doesNotExist();
            assertThat(heard.damages).isEmpty();
            assertThat(heard.checked).isEqualTo(2);
        }
    }

    @Test
    void whoListensCanEndIt() throws Exception {
        try (var log = open()) {
            fill(log);
            Heard heard = new Heard() {
                @Override
                public void read(int piece) throws IOException {
                    throw new InterruptedIOException("enough");
                }
            };

            assertThatThrownBy(() -> log.checkSegments(heard)).hasMessage("enough");
            assertThat(heard.checked).isZero();
        }
    }

    @Test
    void whatIsStoredOfAStreamIsToldWhereverItLies() throws Exception {
        try (var log = open()) {
            append(log, log.shard(KEY), "x".repeat(20_000));
            long before = System.currentTimeMillis();
            assertThat(log.stored()).singleElement().satisfies(stream -> {
                assertThat(stream.stream()).isEqualTo(1);
                assertThat(stream.segments()).isZero();
                assertThat(stream.bytes()).isBetween(20_000L, 50_000L);
                assertThat(stream.oldestMillis()).isBetween(before - 60_000, before);
            });

            fill(log);
            assertThat(log.stored()).hasSize(2).allSatisfy(stream -> {
                assertThat(stream.segments()).isEqualTo(1);
                assertThat(stream.bytes()).isEqualTo(Files.size(segment(stream.stream())));
                assertThat(stream.farBytes()).isZero();
            });

            log.delete(1);
            assertThat(log.stored()).extracting(StoredStream::stream).containsExactly(2L);
        }
    }
}
