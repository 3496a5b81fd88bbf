package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Browser;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The live tail, as the console's page reads it. */
@Timeout(120)
class ConsoleTailTest {
    @TempDir
    private static Path files;

    @SuppressWarnings("NullAway.Init")
    private static Installation millrace;

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @BeforeAll
    static void begin() throws Exception {
        millrace = new Installation(files.resolve("log"), TestPostgres.shared(), Map.of());
        browser = millrace.admin();
    }

    @AfterAll
    static void end() {
        browser.close();
        millrace.close();
    }

    /** A tail's lines, one after the other. */
    private static final class Reading implements AutoCloseable {
        private final BufferedReader lines;
        final int status;

        Reading(Browser browser, String body) throws Exception {
            var response = browser.stream("tail", body);
            status = response.statusCode();
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        JsonNode next(String type) throws IOException {
            return next(line -> line.get("type").asString().equals(type));
        }

        JsonNode next(Predicate<JsonNode> wanted) throws IOException {
            while (true) {
                String line = lines.readLine();
                if (line == null) throw new IOException("the tail has ended");
                var json = new JsonMapper().readTree(line);
                if (wanted.test(json)) return json;
            }
        }

        List<String> data(int count) throws IOException {
            var data = new ArrayList<String>();
            while (data.size() < count)
                for (var record : next("records").get("records"))
                    data.add(new String(
                            Base64.getDecoder().decode(record.get("data").asString()), StandardCharsets.UTF_8));
            return data;
        }

        String rest() throws IOException {
            return lines.readLine();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private static void stream(String name, int shards) throws Exception {
        var made =
                browser.post("call/CreateStream", "{\"StreamName\":\"%s\",\"ShardCount\":%d}".formatted(name, shards));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        awaitActive(name);
    }

    private static void awaitActive(String name) {
        Eventually.holds(() -> assertThat(
                        browser.post("call/DescribeStreamSummary", "{\"StreamName\":\"%s\"}".formatted(name))
                                .text())
                .contains("\"StreamStatus\":\"ACTIVE\""));
    }

    private static String put(String stream, String key, String data) throws Exception {
        var answer = browser.post(
                "call/PutRecord",
                "{\"StreamName\":\"%s\",\"PartitionKey\":\"%s\",\"Data\":\"%s\"}"
                        .formatted(
                                stream,
                                key,
                                Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("SequenceNumber").asString();
    }

    private static String from(String stream, String type) {
        return "{\"stream\":\"%s\",\"start\":{\"type\":\"%s\"}}".formatted(stream, type);
    }

    @Test
    void whatIsPutIsSeen() throws Exception {
        stream("seen", 4);
        put("seen", "before", "not shown");

        try (var tail = new Reading(browser, from("seen", "LATEST"))) {
            assertThat(tail.status).isEqualTo(200);
            assertThat(tail.next("started").get("shards").asInt()).isEqualTo(4);
            String number = put("seen", "the key", "hello");

            var record = tail.next("records").get("records").get(0);

            assertThat(record.get("seq").asString()).isEqualTo(number);
            assertThat(record.get("key").asString()).isEqualTo("the key");
            assertThat(record.get("size").asInt()).isEqualTo(5);
            assertThat(record.get("data").asString()).isEqualTo("aGVsbG8=");
            assertThat(record.get("shard").asString()).startsWith("shardId-");
            assertThat(record.get("at").asLong())
                    .isBetween(
                            millrace.clock().millis() - 60_000, millrace.clock().millis() + 1_000);
            assertThat(tail.next("position").get("behindMillis").asLong()).isZero();
        }
    }

    @Test
    void everythingIsReadFromTheBeginningInTheOrderOfItsShard() throws Exception {
        stream("all", 1);
        var expected = new ArrayList<String>();
        for (int i = 0; i < 300; i++) {
            put("all", "k", "record " + i);
            expected.add("record " + i);
        }

        try (var tail = new Reading(browser, from("all", "TRIM_HORIZON"))) {
            assertThat(tail.data(300)).isEqualTo(expected);
        }
    }

    @Test
    void whoComesBackGoesOnAfterTheLastRecord() throws Exception {
        stream("resumed", 1);
        put("resumed", "k", "one");
        String last = put("resumed", "k", "two");
        put("resumed", "k", "three");

        try (var tail = new Reading(
                browser,
                "{\"stream\":\"resumed\",\"start\":{\"type\":\"LATEST\"},\"resume\":{\"shardId-000000000000\":\"" + last
                        + "\"}}")) {
            assertThat(tail.data(1)).containsExactly("three");
        }
    }

    @Test
    void childrenOfAShardFollowIt() throws Exception {
        stream("split", 1);
        try (var tail = new Reading(browser, from("split", "LATEST"))) {
            tail.next("started");
            put("split", "k", "before");
            assertThat(tail.data(1)).containsExactly("before");

            browser.post(
                    "call/SplitShard",
                    "{\"StreamName\":\"split\",\"ShardToSplit\":\"shardId-000000000000\",\"NewStartingHashKey\":\"100\"}");
            awaitActive("split");
            put("split", "k", "after");

            var change = tail.next("shards");
            assertThat(change.get("closed").get(0).asString()).isEqualTo("shardId-000000000000");
            assertThat(change.get("opened")).hasSize(2);
            assertThat(tail.data(1)).containsExactly("after");
        }
    }

    @Test
    void whoComesBackAfterASplitMissesNothing() throws Exception {
        stream("split-away", 1);
        String last = put("split-away", "k", "seen");
        put("split-away", "k", "missed one");
        browser.post(
                "call/SplitShard",
                "{\"StreamName\":\"split-away\",\"ShardToSplit\":\"shardId-000000000000\",\"NewStartingHashKey\":\"100\"}");
        awaitActive("split-away");
        put("split-away", "k", "missed two");

        try (var tail = new Reading(
                browser,
                "{\"stream\":\"split-away\",\"start\":{\"type\":\"LATEST\"},\"resume\":{\"shardId-000000000000\":\""
                        + last + "\"}}")) {
            assertThat(tail.data(2)).containsExactly("missed one", "missed two");
        }
    }

    @Test
    void ofALargeRecordTheBeginningIsShown() throws Exception {
        stream("large", 1);
        browser.post(
                "call/UpdateMaxRecordSize",
                "{\"StreamARN\":\"arn:aws:kinesis:us-east-1:000000000000:stream/large\",\"MaxRecordSizeInKiB\":4096}");
        awaitActive("large");
        put("large", "k", "x".repeat(3_000_000));
        put("large", "k", "small");

        try (var tail = new Reading(browser, from("large", "TRIM_HORIZON"))) {
            var record = tail.next("records").get("records").get(0);

            assertThat(record.get("size").asInt()).isEqualTo(3_000_000);
            assertThat(record.get("cut").asBoolean()).isTrue();
            assertThat(Base64.getDecoder().decode(record.get("data").asString()))
                    .hasSize(1024 * 1024);
            assertThat(tail.data(1)).containsExactly("small");
        }
    }

    @Test
    void aTailOfNothingSaysSoAndEnds() throws Exception {
        try (var tail = new Reading(browser, from("no-such", "LATEST"))) {
            var error = tail.next("error");

            assertThat(error.get("code").asString()).isEqualTo("ResourceNotFoundException");
            assertThat(error.get("message").asString())
                    .isEqualTo("Stream no-such under account 000000000000 not found.");
            assertThat(tail.rest()).isNull();
        }
    }

    @Test
    void aTailEndsWithItsStream() throws Exception {
        stream("deleted", 2);
        try (var tail = new Reading(browser, from("deleted", "LATEST"))) {
            tail.next("started");

            browser.post("call/DeleteStream", "{\"StreamName\":\"deleted\"}");

            assertThat(tail.next("error").get("code").asString()).isEqualTo("ResourceNotFoundException");
        }
    }

    @Test
    void aTailEndsWithItsSession() throws Exception {
        stream("signed-out", 1);
        try (var other = millrace.admin();
                var tail = new Reading(other, from("signed-out", "LATEST"))) {
            tail.next("started");

            other.send("DELETE", "session", null, Map.of());

            assertThat(tail.next("error").get("code").asString()).isEqualTo("SignInRequired");
        }
    }

    @Test
    void aSessionHasFourTailsAndWhoGoesMakesRoom() throws Exception {
        stream("crowd", 1);
        try (var other = millrace.admin()) {
            var tails = new ArrayList<Reading>();
            for (int i = 0; i < 4; i++) {
                var tail = new Reading(other, from("crowd", "LATEST"));
                tail.next("started");
                tails.add(tail);
            }

            var fifth = other.post("tail", from("crowd", "LATEST"));
            assertThat(fifth.status()).isEqualTo(503);
            assertThat(fifth.code()).isEqualTo("TooManyTails");

            tails.getFirst().close();
            Eventually.holds(() -> {
                try (var another = new Reading(other, from("crowd", "LATEST"))) {
                    assertThat(another.status).isEqualTo(200);
                }
            });
            for (var tail : tails) tail.close();
        }
    }

    @Test
    void badRequestsAreToldWhatIsWrong() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"stream\":1}",
                "{\"stream\":\"s\",\"start\":{\"type\":\"YESTERDAY\"}}",
                "{\"stream\":\"s\",\"start\":{\"type\":\"AT_TIMESTAMP\"}}",
                "{\"stream\":\"s\",\"start\":{\"type\":\"AT_SEQUENCE_NUMBER\"}}",
                "{\"stream\":\"s\",\"shards\":[1]}",
                "{\"stream\":\"s\",\"resume\":{\"shardId-0\":1}}")) {
            var answer = browser.post("tail", body);

            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("InvalidRequest");
        }
    }

    @Test
    void aServiceThatIsAwayIsTroubleAndThenItGoesOn() throws Exception {
        try (var own = new Installation(files.resolve("own"), TestPostgres.shared(), Map.of());
                var admin = own.admin()) {
            admin.post("call/CreateStream", "{\"StreamName\":\"away\",\"ShardCount\":1}");
            Eventually.holds(() -> assertThat(admin.post("call/DescribeStreamSummary", "{\"StreamName\":\"away\"}")
                            .text())
                    .contains("\"StreamStatus\":\"ACTIVE\""));
            try (var tail = new Reading(admin, from("away", "LATEST"))) {
                tail.next("started");
                own.stopStreams();
                assertThat(tail.next("trouble").get("message").asString()).contains("streams-service");
                var refused = admin.post("call/ListStreams", "{}");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.json().at("/error/message").asString()).contains("streams-service");

                own.startStreams();
                admin.post("call/PutRecord", "{\"StreamName\":\"away\",\"PartitionKey\":\"k\",\"Data\":\"YQ==\"}");

                assertThat(tail.data(1)).containsExactly("a");
            }
            own.clock().advance(Duration.ofMillis(1));
        }
    }
}
