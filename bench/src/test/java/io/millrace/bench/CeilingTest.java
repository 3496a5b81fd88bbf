package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.ceiling.CeilingServer;
import io.millrace.bench.ceiling.Level;
import io.millrace.identity.AccessKey;
import io.millrace.identity.Caller;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The generator and the ceiling against each other: every cell counts records and nothing goes wrong. */
class CeilingTest {
    private final BenchOptions options = BenchOptions.parse(List.of(), Map.of());

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path directory;

    @ParameterizedTest
    @EnumSource(Cell.class)
    void everyCellCountsRecordsWithoutErrors(Cell cell) throws Exception {
        try (var ceiling = start(cell.call.ceiling, options.key());
                var client = new LoadClient()) {
            var result = new CellRunner(client, options)
                    .ceiling(cell, 1, ceiling.port(), ProcessHandle.current().pid());

            assertThat(result.firstError()).isEmpty();
            assertThat(result.errors()).isZero();
            assertThat(result.throttled()).isZero();
            assertThat(result.records()).isPositive();
        }
    }

    @Test
    void theDurableCeilingAnswersEachRecordWithItsNumberAndShard() throws Exception {
        try (var ceiling = start(Level.DSYNC, options.key());
                var client = control(ceiling)) {
            var body = new Bodies(1).jsonPuts("s", 3, 10, "");

            var answer = client.call("PutRecords", new String(body, StandardCharsets.UTF_8));

            assertThat(answer.text("FailedRecordCount")).isEqualTo("0");
            assertThat(answer.text("SequenceNumber")).matches("4960{51}1|496\\d{53}");
            assertThat(answer.text("ShardId")).matches("shardId-00000000000[0-7]");
            assertThat(answer.body().split("SequenceNumber", -1)).hasSize(4);
        }
    }

    @Test
    void theDurableCeilingRefusesAWrongSignatureAndABrokenBody() throws Exception {
        var stranger = new AccessKey(options.key().id(), "wrong", new Caller("0", "bench", "test"), null, null);
        try (var ceiling = start(Level.DSYNC, stranger);
                var client = control(ceiling)) {
            assertThat(client.tryCall("PutRecord", "{}").status()).isEqualTo(400);
        }
        try (var ceiling = start(Level.DSYNC, options.key());
                var client = control(ceiling)) {
            assertThat(client.tryCall("PutRecord", "[").status()).isEqualTo(400);
        }
    }

    @Test
    void theJournalIsGoneWhenTheCeilingIsClosed() throws Exception {
        start(Level.DSYNC, options.key()).close();

        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    private CeilingServer start(Level level, AccessKey key) throws Exception {
        return CeilingServer.start(level, key, options.region(), directory);
    }

    private ControlClient control(CeilingServer ceiling) {
        return new ControlClient(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), ceiling.port()),
                new Requests("127.0.0.1:" + ceiling.port(), options.key(), options.region()));
    }
}
