package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.history.StreamReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill when the journal holds as much as it ever does, and more. */
class RecoveryTest {
    private static final int MEBIBYTES = Integer.getInteger("millrace.test.journal-mebibytes", 512);
    private static final int RECORD_BYTES = 256 << 10;
    private static final int RECORDS_A_CALL = 32;
    private static final String STREAM = "recovery";

    @TempDir
    private Path directory;

    /** The default moves the journal to segments after 4 files of 64 MiB; here it is kept from that. */
    @Test
    void aLongJournalIsReadInSeconds() throws Exception {
        try (var server = new ServerProcess(directory)
                .with("millrace.streams.log.cluster-after-segments", "1000")
                .start()) {
            server.kill();
            server.start();
            Duration empty = server.startTime();
            try (var calls = server.calls()) {
                calls.createStream(STREAM, 4);
                int records = MEBIBYTES * ((1 << 20) / RECORD_BYTES);
                for (int put = 0; put < records; put += RECORDS_A_CALL) calls.ask("PutRecords", body(put));
            }
            long journal = bytes(server.data().resolve("streams/log/journal"));
            server.kill();

            server.start();

            Figures.record(
                    getClass(),
                    "kill with a journal of %d MiB".formatted(journal >> 20),
                    "start to ready %d ms, with an empty journal %d ms"
                            .formatted(server.startTime().toMillis(), empty.toMillis()));
            assertThat(journal).isGreaterThan((long) MEBIBYTES << 20);
            assertThat(server.startTime()).isLessThan(Duration.ofSeconds(60));
            try (var calls = server.calls()) {
                assertThat(new StreamReading(calls, STREAM).count())
                        .isEqualTo((long) MEBIBYTES * ((1 << 20) / RECORD_BYTES));
            }
        }
    }

    private static String body(int first) {
        var random = new SplittableRandom(first);
        var data = new byte[RECORD_BYTES - 64];
        var body = new StringBuilder("{\"StreamName\":\"" + STREAM + "\",\"Records\":[");
        for (int i = 0; i < RECORDS_A_CALL; i++) {
            random.nextBytes(data);
            body.append(i == 0 ? "" : ",")
                    .append("{\"PartitionKey\":\"")
                    .append(first + i)
                    .append("\",\"Data\":\"")
                    .append(Base64.getEncoder().encodeToString(data))
                    .append("\"}");
        }
        return body.append("]}").toString();
    }

    private static long bytes(Path folder) throws Exception {
        long bytes = 0;
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) bytes += Files.size(file);
        }
        return bytes;
    }
}
