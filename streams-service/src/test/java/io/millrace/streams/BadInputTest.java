package io.millrace.streams;

import static io.millrace.testkit.SignedHttp.CBOR;
import static io.millrace.testkit.SignedHttp.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.identity.AccessKey;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.RawConnection;
import io.millrace.testkit.ServiceRig;
import io.millrace.testkit.SignedHttp;
import io.millrace.testkit.SignedHttp.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should send: every answer has the exact status, type and words, both ids, and nothing of our insides. */
class BadInputTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String TOO_LARGE =
            "{\"__type\":\"RequestEntityTooLargeException\",\"message\":\"Request entity too large.\"}";

    private final StreamsRig rig = StreamsRig.shared();

    @Test
    void anUnsignedRequestIsRefused() throws Exception {
        assertAnswer(
                rig.http()
                        .exchange(
                                Map.of("content-type", JSON, "x-amz-target", StreamsRig.TARGET + "ListStreams"),
                                "{}".getBytes(UTF_8)),
                400,
                "{\"__type\":\"MissingAuthenticationTokenException\",\"message\":\"Missing Authentication Token\"}");
    }

    @Test
    void aBodyThatWasNotSignedIsRefused() throws Exception {
        var headers = rig.http().headers(StreamsRig.TARGET + "ListStreams", JSON, "{}".getBytes(UTF_8));

        assertAnswer(
                rig.http().exchange(headers, "{ }".getBytes(UTF_8)),
                400,
                "{\"__type\":\"InvalidSignatureException\",\"message\":\"The request signature we calculated does not"
                        + " match the signature you provided. Check your AWS Secret Access Key and signing method."
                        + " Consult the service documentation for details.\"}");
    }

    @Test
    void anUnknownKeyIsRefused() throws Exception {
        var stranger = new AccessKey("AKIASTRANGERSTRANGER", "secret", ServiceRig.ROOT.owner(), null, null);
        try (var http = new SignedHttp(
                rig.service().uri(), stranger, "kinesis", rig.service().clock())) {
            assertAnswer(
                    http.json(StreamsRig.TARGET + "ListStreams", "{}"),
                    400,
                    "{\"__type\":\"UnrecognizedClientException\",\"message\":\"The security token included in the"
                            + " request is invalid.\"}");
        }
    }

    @Test
    void anOldSignatureIsRefused() throws Exception {
        InstantSource past = () -> rig.service().clock().instant().minus(Duration.ofMinutes(6));
        try (var http = new SignedHttp(rig.service().uri(), ServiceRig.ROOT, "kinesis", past)) {
            var answer = http.json(StreamsRig.TARGET + "ListStreams", "{}");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text())
                    .matches(
                            "\\{\"__type\":\"InvalidSignatureException\",\"message\":\"Signature expired: \\d{8}T\\d{6}Z"
                                    + " is now earlier than \\d{8}T\\d{6}Z \\(\\d{8}T\\d{6}Z - 5 min\\.\\)\"}");
            assertIds(answer);
        }
    }

    @Test
    void aSignatureForAnotherServiceIsRefused() throws Exception {
        try (var http = new SignedHttp(
                rig.service().uri(), ServiceRig.ROOT, "dynamodb", rig.service().clock())) {
            assertAnswer(
                    http.json(StreamsRig.TARGET + "ListStreams", "{}"),
                    400,
                    "{\"__type\":\"InvalidSignatureException\",\"message\":\"Credential should be scoped to correct"
                            + " service: 'kinesis'. \"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Kinesis_20131202.NoSuch", "Kinesis_20131202.", "Kinesis_20131202", "DynamoDB.ListTables", "x"})
    void anUnknownTargetIsRefused(String target) throws Exception {
        assertAnswer(rig.http().json(target, "{}"), 400, "{\"__type\":\"UnknownOperationException\"}");
    }

    @Test
    void aForeignContentTypeGetsXml() throws Exception {
        assertAnswer(
                rig.http().send(StreamsRig.TARGET + "ListStreams", "application/json", "{}".getBytes(UTF_8)),
                404,
                "<UnknownOperationException/>\n");
        assertAnswer(
                rig.http().exchange(Map.of("content-type", "text/plain"), "{}".getBytes(UTF_8)),
                403,
                "<AccessDeniedException>\n  <Message>Unable to determine service/operation name to be authorized"
                        + "</Message>\n</AccessDeniedException>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "FROB"})
    void anotherMethodThanPostIsRefusedAndTheConnectionStays(String method) throws Exception {
        try (var connection = new RawConnection(rig.service().port())) {
            for (int i = 0; i < 2; i++) {
                connection.send(method + " /?a=b HTTP/1.1\r\nHost: localhost\r\n\r\n");

                assertAnswer(
                        connection.answer(),
                        403,
                        "<AccessDeniedException>\n  <Message>Unable to determine service/operation name to be"
                                + " authorized</Message>\n</AccessDeniedException>\n");
            }
        }
    }

    @Test
    void aBodyThatIsCutOffIsDroppedWithItsConnection() throws Exception {
        try (var connection = new RawConnection(rig.service().port())) {
            connection.send(head(JSON, "Content-Length: 100") + "{\"a\":");
        }
        try (var connection = new RawConnection(rig.service().port())) {
            connection.send(head(JSON, "Transfer-Encoding: chunked") + "5\r\n{\"a\":\r\n");
        }

        assertNothingIsHeld();
    }

    @Test
    void aBodyThatDeclaresTooMuchIsRefusedBeforeItIsSent() throws Exception {
        try (var connection = new RawConnection(rig.service().port())) {
            connection.send(head(JSON, "Content-Length: " + (16 * MEBIBYTE + 1)));

            assertAnswer(connection.answer(), 413, TOO_LARGE);
            assertThat(connection.ends()).isTrue();
        }
    }

    @Test
    void aClientThatSendsOnAllTheSameStillSeesTheRefusal() throws Exception {
        byte[] large = new byte[17 * MEBIBYTE];

        assertAnswer(rig.http().send(StreamsRig.TARGET + "PutRecord", JSON, large), 413, TOO_LARGE);
    }

    @Test
    void aClientThatSendsEverythingBeforeItListensStillSeesTheRefusal() throws Exception {
        try (var connection = new RawConnection(rig.service().port())) {
            connection.send(head(JSON, "Content-Length: " + 64 * MEBIBYTE));
            byte[] piece = new byte[MEBIBYTE];
            for (int i = 0; i < 64; i++) connection.send(piece);

            assertAnswer(connection.answer(), 413, TOO_LARGE);
            assertThat(connection.ends()).isTrue();
        }
    }

    @Test
    void aHundredRequestsInOneBreathAreAnsweredInTurn() throws Exception {
        String stream = rig.stream(1);
        byte[] body = ("{\"StreamName\":\"" + stream + "\"}").getBytes(UTF_8);
        var signed = new StringBuilder("POST / HTTP/1.1\r\n");
        rig.http()
                .headers(StreamsRig.TARGET + "DescribeStreamSummary", JSON, body)
                .forEach((name, value) ->
                        signed.append(name).append(": ").append(value).append("\r\n"));
        signed.append("Content-Length: ").append(body.length).append("\r\n\r\n").append(new String(body, UTF_8));

        try (var connection = new RawConnection(rig.service().port())) {
            // The first runs on a thread of its own, so the others wait behind it.
            connection.send(signed + "GET / HTTP/1.1\r\n\r\n".repeat(100) + signed);

            assertThat(connection.answer().text()).contains(stream);
            for (int i = 0; i < 100; i++)
                assertThat(connection.answer().status()).isEqualTo(403);
            assertThat(connection.answer().text()).contains(stream);
        }
    }

    @Test
    void aChunkedBodyIsRefusedWhenItGetsTooLarge() throws Exception {
        try (var connection = new RawConnection(rig.service().port())) {
            connection.send(head(CBOR, "Transfer-Encoding: chunked"));
            byte[] chunk = new byte[MEBIBYTE];
            for (int i = 0; i < 17; i++) {
                connection.send("100000\r\n");
                connection.send(chunk);
                connection.send("\r\n");
            }

            var answer = connection.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.headers()).containsEntry("content-type", CBOR);
            assertIds(answer);
        }
        assertNothingIsHeld();
    }

    @ParameterizedTest
    @CsvSource({
        "CreateStream,          '{'",
        "CreateStream,          ''",
        "PutRecord,             '{\"Data\":'",
        "PutRecords,            '[]'",
        "GetRecords,            'null'",
        "GetShardIterator,      '{\"ShardId\"}'"
    })
    void aBodyThatIsNoStructureIsRefused(String operation, String body) throws Exception {
        assertAnswer(
                rig.http().json(StreamsRig.TARGET + operation, body), 400, "{\"__type\":\"SerializationException\"}");
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        String deep = "{\"StreamName\":" + "[".repeat(MEBIBYTE);
        assertThat(rig.http().json(StreamsRig.TARGET + "PutRecord", deep).text())
                .isEqualTo("{\"__type\":\"SerializationException\",\"Message\":\"Start of list found where not"
                        + " expected\"}");
        String unknown = "{\"Unknown\":" + "{\"a\":".repeat(100_000);
        assertAnswer(
                rig.http().json(StreamsRig.TARGET + "GetRecords", unknown),
                400,
                "{\"__type\":\"SerializationException\"}");
        byte[] cbor = HexFormat.of().parseHex("bf6178" + "9f".repeat(100_000));
        assertThat(rig.http().send(StreamsRig.TARGET + "PutRecords", CBOR, cbor).status())
                .isEqualTo(400);
    }

    @Test
    void aNumberThatClaimsABillionDigitsCostsNothing() throws Exception {
        var answer =
                rig.http().json(StreamsRig.TARGET + "GetRecords", "{\"ShardIterator\":\"a\",\"Limit\":1e-99999999}");

        assertAnswer(answer, 400, "{\"__type\":\"SerializationException\",\"Message\":\"Number out of range\"}");
    }

    @Test
    void badBase64IsRefused() throws Exception {
        assertAnswer(
                rig.http()
                        .json(
                                StreamsRig.TARGET + "PutRecord",
                                "{\"StreamName\":\"a\",\"PartitionKey\":\"k\",\"Data\":\"a*==\"}"),
                400,
                "{\"__type\":\"SerializationException\",\"Message\":\"'a*==' can not be converted to a Blob: Invalid"
                        + " Base64 character: '*'\"}");
    }

    @Test
    void millionsOfEmptyRecordsAreRefusedWithinReason() throws Exception {
        String body = "{\"StreamName\":\"a\",\"Records\":["
                + IntStream.range(0, 300_000).mapToObj(i -> "{}").collect(Collectors.joining(",")) + "]}";

        var answer = rig.http().json(StreamsRig.TARGET + "PutRecords", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).startsWith("{\"__type\":\"ValidationException\",\"message\":\"10 validation errors");
        assertThat(answer.body()).hasSizeLessThan(MEBIBYTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nbad header\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Type: application/x-amz-json-1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void whatIsNoHttpEndsTheConnectionWithABadRequest(String bytes) throws Exception {
        try (var connection = new RawConnection(rig.service().port())) {
            connection.send(bytes);

            var answer = connection.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(connection.ends()).isTrue();
        }
    }

    @Test
    void headersWithoutEndAreRefused() throws Exception {
        try (var connection = new RawConnection(rig.service().port())) {
            connection.send("POST / HTTP/1.1\r\nX-Large: " + "a".repeat(100_000) + "\r\n\r\n");

            assertThat(connection.answer().status()).isEqualTo(431);
            assertThat(connection.ends()).isTrue();
        }
    }

    @Test
    void twoHundredLargeRefusalsHoldNoMemory() throws Exception {
        long before = usedHeap();
        var body = new byte[MEBIBYTE];
        Callable<Integer> refused = () -> {
            try (var connection = new RawConnection(rig.service().port())) {
                connection.send(head(JSON, "Content-Length: " + 16 * MEBIBYTE));
                for (int i = 0; i < 16; i++) connection.send(body);
                return connection.answer().status();
            }
        };

        try (var clients = Executors.newFixedThreadPool(8)) {
            for (var status : clients.invokeAll(java.util.Collections.nCopies(200, refused)))
                // Refused for its signature, or because enough others were in flight.
                assertThat(status.get()).isIn(400, 503);
        }

        assertNothingIsHeld();
        assertThat(usedHeap() - before).isLessThan(64L * MEBIBYTE);
    }

    private void assertNothingIsHeld() {
        var held = rig.service()
                .platform()
                .metrics()
                .get("millrace.request.body.memory.bytes")
                .gauge();
        Eventually.holds(() -> assertThat(held.value()).isZero());
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** The head of an unsigned PutRecord. */
    private static String head(String contentType, String length) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType + "\r\nX-Amz-Target: "
                + StreamsRig.TARGET + "PutRecord\r\n" + length + "\r\n\r\n";
    }

    private static void assertAnswer(Answer answer, int status, String body) {
        assertThat(answer.text()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
        assertIds(answer);
    }

    private static void assertIds(Answer answer) {
        assertThat(answer.headers().get("x-amzn-RequestId"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(answer.headers().get("x-amz-id-2")).hasSizeGreaterThan(60);
        assertThat(new TreeMap<>(answer.headers())).containsKey("date");
        assertThat(answer.text()).doesNotContain("io.millrace", "Exception:", "\tat ");
    }
}
