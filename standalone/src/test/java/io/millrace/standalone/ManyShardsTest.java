package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.history.ListedShard;
import io.millrace.testkit.history.StreamReading;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream with as many shards as AWS allows without asking. */
class ManyShardsTest {
    private static final int SHARDS = 10_000;
    private static final int RECORDS_A_CALL = 500;
    private static final String STREAM = "many";
    private static final Duration ACTIVE_WITHIN = Duration.ofSeconds(60);

    /** How many shards are read; all of them would take longer than what is tried here. */
    private static final int READ_EVERY = 100;

    @TempDir
    private Path directory;

    @Test
    void aKilledServerComesBackWithTenThousandShards() throws Exception {
        try (var server = new ServerProcess(directory).start()) {
            List<ListedShard> before;
            try (var calls = server.calls()) {
                long began = System.nanoTime();
                calls.ask("CreateStream", "{\"StreamName\":\"%s\",\"ShardCount\":%d}".formatted(STREAM, SHARDS));
                long answered = System.nanoTime();
                Await.until("the stream is active", ACTIVE_WITHIN, () -> calls.isActive(STREAM));
                System.out.printf(
                        "CreateStream of %d shards: answered after %d ms, ACTIVE after %d ms%n",
                        SHARDS, (answered - began) / 1_000_000, (System.nanoTime() - began) / 1_000_000);
                before = new StreamReading(calls, STREAM).shards();
                for (int first = 0; first < SHARDS; first += RECORDS_A_CALL)
                    assertThat(calls.ask("PutRecords", body(before.subList(first, first + RECORDS_A_CALL)))
                                    .body())
                            .contains("\"FailedRecordCount\":0");
            }
            server.kill();

            server.start();

            Figures.record(
                    getClass(),
                    "kill with a stream of %d shards".formatted(SHARDS),
                    "start to ready %d ms".formatted(server.startTime().toMillis()));
            try (var calls = server.calls()) {
                var reading = new StreamReading(calls, STREAM);
                assertThat(reading.shards()).isEqualTo(before).hasSize(SHARDS);
                for (int i = 0; i < SHARDS; i += READ_EVERY) {
                    var iterator = reading.iterator(before.get(i).id());
                    assertThat(calls.ask("GetRecords", "{\"ShardIterator\":\"%s\"}".formatted(iterator))
                                    .json()
                                    .get("Records"))
                            .hasSize(1);
                }
            }
        }
    }

    /** One record for each of the shards. */
    private static String body(List<ListedShard> shards) {
        var body = new StringBuilder("{\"StreamName\":\"" + STREAM + "\",\"Records\":[");
        for (var shard : shards) {
            BigInteger key = shard.start();
            body.append(body.charAt(body.length() - 1) == '[' ? "" : ",")
                    .append("{\"PartitionKey\":\"k\",\"ExplicitHashKey\":\"")
                    .append(key)
                    .append("\",\"Data\":\"bWFueQ==\"}");
        }
        return body.append("]}").toString();
    }
}
