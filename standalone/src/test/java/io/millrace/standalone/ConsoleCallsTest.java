package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.identity.AccessKey;
import io.millrace.identity.Caller;
import io.millrace.testkit.Browser;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.SignedHttp;
import io.millrace.testkit.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What users of the console do with streams, by their role, and what is written down of it. */
@Timeout(120)
class ConsoleCallsTest {
    @TempDir
    private static Path files;

    @SuppressWarnings("NullAway.Init")
    private static Installation millrace;

    @SuppressWarnings("NullAway.Init")
    private static Browser admin;

    @SuppressWarnings("NullAway.Init")
    private static Browser operator;

    @SuppressWarnings("NullAway.Init")
    private static Browser viewer;

    @BeforeAll
    static void begin() throws Exception {
        millrace = new Installation(files.resolve("log"), TestPostgres.shared(), Map.of());
        admin = millrace.admin();
        operator = millrace.user(admin, "olga", "operator");
        viewer = millrace.user(admin, "victor", "viewer");
    }

    @AfterAll
    static void end() {
        admin.close();
        operator.close();
        viewer.close();
        millrace.close();
    }

    @Test
    void aViewerLooksAndChangesNothing() throws Exception {
        assertThat(viewer.post("call/ListStreams", "{}").status()).isEqualTo(200);
        assertThat(viewer.post("call/DescribeLimits", "").status()).isEqualTo(200);

        var refused = viewer.post("call/PutRecord", "{\"StreamName\":\"x\",\"Data\":\"YQ==\",\"PartitionKey\":\"k\"}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("RoleNotAllowed");
        assertThat(refused.json().at("/error/message").asString())
                .isEqualTo("This needs the role operator; victor has the role viewer.");
    }

    @Test
    void anOperatorRunsStreamsAndDoesNotRule() throws Exception {
        assertThat(operator.post("call/CreateStream", "{\"StreamName\":\"ops\",\"ShardCount\":1}")
                        .status())
                .isEqualTo(200);
        for (String ruling : new String[] {"PutResourcePolicy", "UpdateAccountSettings", "DescribeSettings"})
            assertThat(operator.post("call/" + ruling, "{}").status())
                    .as(ruling)
                    .isEqualTo(403);
        assertThat(admin.post("call/PutResourcePolicy", "{}").text()).contains("ValidationException");
    }

    @Test
    void theServicesAnswerComesThroughAsItIs() throws Exception {
        var missing = viewer.post("call/DescribeStream", "{\"StreamName\":\"no-such\"}");

        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json().get("__type").asString()).isEqualTo("ResourceNotFoundException");
        assertThat(missing.headers().get("x-amzn-requestid")).matches("[0-9a-f-]{36}");
        assertThat(missing.headers()).containsEntry("cache-control", "no-store");
    }

    @Test
    void whatTheConsoleDoesNotCallIsUnknown() throws Exception {
        for (String operation : new String[] {"SubscribeToShard", "DropEverything", "..%2f"}) {
            var answer = admin.post("call/" + operation, "{}");

            assertThat(answer.status()).isEqualTo(404);
        }
    }

    @Test
    void aBodyIsTakenUpToSixteenMebibytes() throws Exception {
        var large = admin.post("call/ListStreams", "{\"x\":\"" + "y".repeat(10_000_000) + "\"}");
        var tooLarge = admin.post("call/ListStreams", "{\"x\":\"" + "y".repeat(17_000_000) + "\"}");

        assertThat(large.status()).isEqualTo(200);
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.code()).isEqualTo("RequestTooLarge");
    }

    @Test
    void aLargeBodyIsNotTakenFromAStranger() throws Exception {
        var body = "{\"x\":\"" + "y".repeat(100_000) + "\"}";
        var stranger = millrace.browser();

        assertThat(stranger.post("call/ListStreams", body).status()).isEqualTo(413);
        assertThat(stranger.send(
                                "POST",
                                "call/ListStreams",
                                body,
                                Map.of("cookie", "millrace_session=" + "A".repeat(43)))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aChangeIsWrittenDownUnderItsUsersName() throws Exception {
        operator.post("call/CreateStream", "{\"StreamName\":\"noted\",\"ShardCount\":1}");
        operator.post("call/CreateStream", "{\"StreamName\":\"noted\",\"ShardCount\":1}");
        viewer.post("call/DeleteStream", "{\"StreamName\":\"noted\"}");
        viewer.post("call/DescribeStreamSummary", "{\"StreamName\":\"noted\"}");
        operator.post("call/PutRecord", "{\"StreamName\":\"noted\",\"Data\":\"YQ==\",\"PartitionKey\":\"k\"}");

        var events = viewer.get("audit?text=noted").json().get("events");

        assertThat(events).hasSize(3);
        assertThat(events.get(0).get("actor").asString()).isEqualTo("victor");
        assertThat(events.get(0).get("result").asString()).isEqualTo("RoleNotAllowed");
        assertThat(events.get(1).get("result").asString()).isEqualTo("ResourceInUseException");
        assertThat(events.get(2).get("actor").asString()).isEqualTo("olga");
        assertThat(events.get(2).get("source").asString()).isEqualTo("console");
        assertThat(events.get(2).get("service").asString()).isEqualTo("streams");
        assertThat(events.get(2).get("action").asString()).isEqualTo("CreateStream");
        assertThat(events.get(2).get("resource").asString()).isEqualTo("noted");
        assertThat(events.get(2).get("result").asString()).isEqualTo("Success");
        assertThat(events.get(2).get("detail").asString()).contains("\"StreamName\":\"noted\"", "\"ShardCount\":1");
        assertThat(events.get(2).get("sourceAddress").asString()).isEqualTo("127.0.0.1");
    }

    @Test
    void whoCallsWithoutTheConsoleIsWrittenDownByTheirKey() throws Exception {
        try (var client = millrace.client()) {
            client.json("Kinesis_20131202.CreateStream", "{\"StreamName\":\"by-key\",\"ShardCount\":1}");
            client.json("Kinesis_20131202.CreateStream", "{\"StreamName\":\"by key\",\"ShardCount\":1}");
            client.json("Kinesis_20131202.DeleteStream", "[\"by-key\"");

            var events = admin.get("audit?actor=arn:aws:iam::000000000000:root")
                    .json()
                    .get("events");

            assertThat(events.get(0).get("result").asString()).isEqualTo("SerializationException");
            assertThat(events.get(0).get("detail").asString()).isEqualTo("{}");
            assertThat(events.get(1).get("result").asString()).isEqualTo("ValidationException");
            assertThat(events.get(2).get("source").asString()).isEqualTo("api");
            assertThat(events.get(2).get("resource").asString()).isEqualTo("by-key");
        }
    }

    @Test
    void nobodyElseCanActForAUserOfTheConsole() throws Exception {
        try (var client = millrace.client()) {
            byte[] body =
                    "{\"StreamName\":\"pretended\",\"ShardCount\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            var headers = new TreeMap<>(client.headers("Kinesis_20131202.CreateStream", SignedHttp.JSON, body));
            headers.put("x-millrace-acting-user", "olga");
            client.exchange(headers, body);

            var event = admin.get("audit?text=pretended").json().get("events").get(0);

            assertThat(event.get("actor").asString()).isEqualTo("arn:aws:iam::000000000000:root");
            assertThat(event.get("source").asString()).isEqualTo("api");
        }
    }

    @Test
    void aLongChangeIsWrittenDownShortened() throws Exception {
        var tags = new StringBuilder();
        for (int i = 0; i < 50; i++)
            tags.append(i == 0 ? "" : ",").append("\"key-%d\":\"%s\"".formatted(i, "\\\"x".repeat(100)));

        operator.post("call/AddTagsToStream", "{\"StreamName\":\"long-tags\",\"Tags\":{" + tags + "}}");

        String detail = admin.get("audit?text=long-tags")
                .json()
                .get("events")
                .get(0)
                .get("detail")
                .asString();
        assertThat(detail.length()).isLessThanOrEqualTo(4096);
        assertThat(new tools.jackson.databind.json.JsonMapper()
                        .readTree(detail)
                        .get("truncated")
                        .asString())
                .contains("long-tags");
    }

    @Test
    void oldEventsAreRemoved() throws Exception {
        try (var own = new Installation(
                        files.resolve("old"), TestPostgres.shared(), Map.of("millrace.audit.retention", "10d"));
                var browser = own.admin()) {
            browser.post("keys", "{\"description\":\"old one\"}");
            assertThat(browser.get("audit?text=old%20one").json().get("events")).hasSize(1);

            own.clock().advance(Duration.ofDays(11));

            try (var again = own.admin()) {
                assertThat(again.get("audit?text=old%20one").json().get("events"))
                        .isEmpty();
            }
        }
    }

    @Test
    void aKeyMadeInTheConsoleSignsUntilItIsPaused() throws Exception {
        var made = admin.post("keys", "{\"description\":\"program\"}").json();
        var key = new AccessKey(
                made.get("accessKeyId").asString(),
                made.get("secretAccessKey").asString(),
                new Caller(
                        "000000000000",
                        made.get("arn").asString(),
                        made.get("accessKeyId").asString()),
                null,
                null);
        try (var client = new SignedHttp(millrace.uri(), key, "kinesis", millrace.clock())) {
            Eventually.holds(() -> assertThat(
                            client.json("Kinesis_20131202.ListStreams", "{}").status())
                    .isEqualTo(200));

            admin.send("PATCH", "keys/" + key.id(), "{\"active\":false}", Map.of());

            Eventually.holds(() -> assertThat(
                            client.json("Kinesis_20131202.ListStreams", "{}").text())
                    .contains("UnrecognizedClientException"));
        }
    }

    @Test
    void whoIsSignedInGoesOnReadingWhilePostgresIsAway() throws Exception {
        try (var postgres = TestPostgres.own();
                var own = new Installation(files.resolve("away"), postgres, Map.of());
                var browser = own.admin()) {
            assertThat(browser.post("call/ListStreams", "{}").status()).isEqualTo(200);
            postgres.stop();

            assertThat(browser.post("call/ListStreams", "{}").status()).isEqualTo(200);
            own.clock().advance(Duration.ofMinutes(10));
            assertThat(browser.post("call/ListStreams", "{}").status()).isEqualTo(200);
            var health = browser.get("health");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.text()).contains("{\"name\":\"postgresql\",\"status\":\"DOWN\"");
            var stranger = own.browser().signIn("admin", Installation.PASSWORD);
            assertThat(stranger.status()).isEqualTo(503);
            assertThat(stranger.code()).isEqualTo("ServiceUnavailable");

            postgres.start();
            Eventually.holds(() -> assertThat(
                            own.browser().signIn("admin", Installation.PASSWORD).status())
                    .isEqualTo(200));
        }
    }
}
