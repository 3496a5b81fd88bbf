package io.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** The data path needs files only: while the database is away records come and go, and control operations say when. */
class DatabaseOutageTest {
    @Test
    void recordsComeAndGoWithoutTheDatabaseAndTheRestRecoversByItself() throws Exception {
        try (var postgres = TestPostgres.own();
                var rig = StreamsRig.start(Map.of(
                        "millrace.database.url",
                        postgres.newDatabase(),
                        "millrace.database.connection-wait",
                        "500ms",
                        "millrace.streams.transition-delay",
                        "300ms"))) {
            var client = rig.client();
            client.createStream(r -> r.streamName("there").shardCount(1).tags(Map.of("a", "b")));
            rig.awaitActive("there");
            client.createStream(r -> r.streamName("going").shardCount(1));
            rig.awaitActive("going");
            rig.put("there", "k", "before");
            client.deleteStream(r -> r.streamName("going"));

            postgres.stop();

            rig.put("there", "k", "during");
            assertThat(StreamsRig.texts(rig.readAll("there", 0))).containsExactly("before", "during");
            assertThat(client.describeStreamSummary(r -> r.streamName("there"))
                            .streamDescriptionSummary()
                            .openShardCount())
                    .isEqualTo(1);
            assertThat(client.listShards(r -> r.streamName("there")).shards()).hasSize(1);
            assertThat(client.listStreams().streamNames()).contains("there");
            assertUnavailable(rig, "CreateStream", "{\"StreamName\":\"later\",\"ShardCount\":1}");
            assertUnavailable(rig, "DeleteStream", "{\"StreamName\":\"there\"}");
            assertUnavailable(
                    rig, "IncreaseStreamRetentionPeriod", "{\"StreamName\":\"there\",\"RetentionPeriodHours\":48}");
            assertUnavailable(rig, "ListTagsForStream", "{\"StreamName\":\"there\"}");
            assertUnavailable(rig, "AddTagsToStream", "{\"StreamName\":\"there\",\"Tags\":{\"c\":\"d\"}}");
            Eventually.holds(() -> assertThat(health(rig.service().uri()))
                    .contains("\"status\":\"DEGRADED\"", "control operations fail"));
            assertThat(client.describeStreamSummary(r -> r.streamName("there"))
                            .streamDescriptionSummary()
                            .streamStatus())
                    .isEqualTo(StreamStatus.ACTIVE);

            postgres.start();

            Eventually.holds(
                    () -> client.createStream(r -> r.streamName("later").shardCount(1)));
            rig.awaitActive("later");
            rig.awaitGone("going");
            rig.put("later", "k", "after");
            assertThat(StreamsRig.texts(rig.get(rig.iterator("later", 0, ShardIteratorType.TRIM_HORIZON))
                            .records()))
                    .containsExactly("after");
            Eventually.holds(() -> assertThat(health(rig.service().uri())).startsWith("{\"status\":\"UP\""));
            assertThat(client.listTagsForStream(r -> r.streamName("there")).tags())
                    .hasSize(1);
        }
    }

    @Test
    void manyControlCallsInAnOutageDoNotWaitForOneAnother() throws Exception {
        try (var postgres = TestPostgres.own();
                var rig = StreamsRig.start(Map.of(
                        "millrace.database.url", postgres.newDatabase(), "millrace.database.connection-wait", "1s"))) {
            postgres.stop();

            long begin = System.nanoTime();
            try (var clients = java.util.concurrent.Executors.newFixedThreadPool(20)) {
                var calls = java.util.Collections.nCopies(20, (java.util.concurrent.Callable<Integer>) () -> rig.http()
                        .json(
                                StreamsRig.TARGET + "CreateStream",
                                "{\"StreamName\":\"" + StreamsRig.newName() + "\",\"ShardCount\":1}")
                        .status());
                for (var status : clients.invokeAll(calls))
                    assertThat(status.get()).isEqualTo(503);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private static void assertUnavailable(StreamsRig rig, String operation, String body) throws Exception {
        var answer = rig.http().json(StreamsRig.TARGET + operation, body);

        assertThat(answer.status()).as(operation).isEqualTo(503);
        assertThat(answer.text())
                .isEqualTo("{\"__type\":\"ServiceUnavailable\",\"message\":\"The metadata store can't be reached,"
                        + " please try again.\"}");
    }

    private static String health(URI service) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(service.resolve("/_millrace/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
