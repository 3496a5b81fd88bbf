package io.millrace.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.RawConnection;
import io.millrace.testkit.Seeds;
import io.millrace.testkit.SignedHttp;
import io.millrace.testkit.SignedHttp.Answer;
import io.millrace.testkit.fuzz.Corpus;
import io.millrace.testkit.fuzz.Mutator;
import io.millrace.testkit.history.KinesisCalls;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Input that nobody should send, through the real door: a corpus of files, then changes of it by lot, as many as
 * {@code millrace.test.fuzz} says. Whatever comes, the answer is a client's error or a success, never a fault of ours, it tells
 * nothing of our insides, and the next client is served.
 */
class FuzzTest {
    private static final int TRIES = Integer.getInteger("millrace.test.fuzz", 600);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final Pattern INSIDES = Pattern.compile(
            "Exception in|\\bat (io|java|org)\\.|io\\.netty|io\\.millrace|\\.java:\\d", Pattern.CASE_INSENSITIVE);

    @TempDir
    private static Path directory;

    private static ServerProcess millrace;

    private SignedHttp http;

    @BeforeAll
    static void start() throws Exception {
        millrace = new ServerProcess(directory).start();
        try (var calls = millrace.calls()) {
            calls.createStream("fuzz", 1);
        }
    }

    @AfterAll
    static void end() {
        millrace.close();
    }

    @BeforeEach
    void connect() throws Exception {
        var uri = URI.create("http://127.0.0.1:" + millrace.port());
        http = new SignedHttp(uri, millrace.rootKey(), "kinesis", InstantSource.system());
    }

    @AfterEach
    void theNextClientIsServed() throws Exception {
        assertThat(http.json("Kinesis_20131202.DescribeStreamSummary", "{\"StreamName\":\"fuzz\"}")
                        .status())
                .isEqualTo(200);
        http.close();
    }

    /** Sends bytes, ends its own side, and returns all that comes. */
    private String exchange(byte[] bytes) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), millrace.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            } catch (SocketTimeoutException e) {
                throw new AssertionError("the server neither answers nor ends the connection", e);
            } catch (SocketException e) {
                // It was ended on us while we wrote: that is an answer too.
                return "";
            }
        }
    }

    private static void check(byte[] sent, String answer) {
        var statuses = STATUS.matcher(answer);
        while (statuses.find()) {
            int status = Integer.parseInt(statuses.group(1));
            // 501: a transfer coding that is not offered. 505: another version.
            if (status >= 500 && status != 501 && status != 505) throw failed(sent, answer);
        }
        if (INSIDES.matcher(answer).find()) throw failed(sent, answer);
    }

    private static AssertionError failed(byte[] sent, String answer) {
        return new AssertionError("sent: " + Corpus.escaped(sent) + "\nanswered: " + answer);
    }

    @Test
    void httpThatIsNoneIsRefused() {
        var corpus = Corpus.of("http");
        Seeds.forEach(1, random -> {
            for (var input : corpus.inputs()) check(input.bytes(), exchange(input.bytes()));
            var mutator = new Mutator(random, corpus);
            for (int i = 0; i < TRIES; i++) {
                var bytes = mutator.changed(mutator.pick().bytes());
                check(bytes, exchange(bytes));
            }
        });
    }

    /** A proxy before us may see two requests where we see one, or one where we see two. */
    @Test
    void aRequestOfDoubtfulLengthIsRefusedAndNothingBehindItIsRead() throws Exception {
        for (var input : Corpus.of("http").inputs()) {
            if (!input.name().startsWith("smuggling-")) continue;

            var answer = exchange(input.bytes());

            assertThat(STATUS.matcher(answer).results().map(status -> status.group(1)))
                    .as(input.name())
                    .containsExactly("400");
        }
    }

    private void fuzzBodies(String folder, String contentType) {
        var corpus = Corpus.of(folder);
        Seeds.forEach(1, random -> {
            for (var input : corpus.inputs()) call(input.name(), contentType, input.bytes());
            var mutator = new Mutator(random, corpus);
            for (int i = 0; i < TRIES; i++) {
                var input = mutator.pick();
                call(input.name(), contentType, mutator.changed(input.bytes()));
            }
        });
    }

    private void call(String name, String contentType, byte[] body) throws Exception {
        var operation = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        var answer = http.send("Kinesis_20131202." + operation, contentType, body);
        if (answer.status() >= 500 || INSIDES.matcher(answer.text()).find())
            throw failed(body, name + ": " + answer.text());
    }

    @Test
    void jsonThatIsNoneIsRefused() {
        fuzzBodies("json", SignedHttp.JSON);
    }

    @Test
    void cborThatIsNoneIsRefused() {
        fuzzBodies("cbor", SignedHttp.CBOR);
    }

    @Test
    void aSignatureThatWasChangedIsRefused() {
        Seeds.forEach(1, random -> {
            try (var connection = new Connection()) {
                for (int i = 0; i < TRIES; i++) tryAuthorization(random, connection);
            }
        });
    }

    private void tryAuthorization(Random random, Connection connection) throws Exception {
        var body = "{}".getBytes(ISO_8859_1);
        var headers = http.headers("Kinesis_20131202.ListStreams", SignedHttp.JSON, body);
        var name = headers.keySet().stream()
                .filter(header -> header.equalsIgnoreCase("authorization"))
                .findFirst()
                .orElseThrow();
        var signed = java.util.Objects.requireNonNull(headers.get(name));
        var corpus = Corpus.of("authorization");
        var other = new String(new Mutator(random, corpus).changed(signed.getBytes(ISO_8859_1)), ISO_8859_1)
                .replaceAll("[\r\n]", "");
        headers.put(name, other);

        var answer = connection.post(headers, body);

        if (answer.status() >= 500 || INSIDES.matcher(answer.text()).find())
            throw failed(other.getBytes(ISO_8859_1), answer.text());
        // Whatever else the header says, what was proven must stand in it.
        if (answer.status() == 200)
            assertThat(other).contains(signed.substring(signed.indexOf(' ')).split("[ ,]+"));
    }

    @Test
    void anIteratorThatWasChangedIsRefused() {
        Seeds.forEach(1, random -> {
            var given = http.json(
                            "Kinesis_20131202.GetShardIterator",
                            "{\"StreamName\":\"fuzz\",\"ShardId\":\"shardId-000000000000\",\"ShardIteratorType\":\"TRIM_HORIZON\"}")
                    .text();
            var iterator =
                    KinesisCalls.JSON.readTree(given).get("ShardIterator").asString();
            for (int i = 0; i < TRIES; i++) {
                var changed = iterator.toCharArray();
                for (int c = random.nextInt(3); c >= 0; c--) {
                    changed[random.nextInt(changed.length)] = "ABCabc019+/=-_ ".charAt(random.nextInt(15));
                }
                var other = new String(
                        changed, 0, random.nextInt(8) == 0 ? random.nextInt(changed.length) : changed.length);
                if (sameBytes(other, iterator)) continue;

                var answer = http.json("Kinesis_20131202.GetRecords", "{\"ShardIterator\":\"" + other + "\"}");

                assertThat(answer.status()).as(other).isEqualTo(400);
            }
        });
    }

    /** The last digit of base64 may hold bits that mean nothing. */
    private static boolean sameBytes(String one, String other) {
        try {
            return java.util.Arrays.equals(
                    java.util.Base64.getDecoder().decode(one),
                    java.util.Base64.getDecoder().decode(other));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void subscribersThatMisbehaveLeaveNoSubscriptionBehind() {
        Seeds.forEach(1, random -> {
            var arn = consumer();
            for (int i = 0; i < TRIES / 10; i++) misbehave(random, arn);

            Await.until("no subscription is left", Duration.ofSeconds(20), () -> openSubscriptions() == 0);
        });
    }

    private String consumer() throws Exception {
        var stream = KinesisCalls.JSON
                .readTree(http.json("Kinesis_20131202.DescribeStreamSummary", "{\"StreamName\":\"fuzz\"}")
                        .text())
                .at("/StreamDescriptionSummary/StreamARN")
                .asString();
        var registered = http.json(
                "Kinesis_20131202.RegisterStreamConsumer",
                "{\"StreamARN\":\"" + stream + "\",\"ConsumerName\":\"hooligan\"}");
        var arn = KinesisCalls.JSON
                .readTree(registered.text())
                .at("/Consumer/ConsumerARN")
                .asString();
        Await.until("the consumer is active", Duration.ofSeconds(20), () -> {
            try {
                return http.json("Kinesis_20131202.DescribeStreamConsumer", "{\"ConsumerARN\":\"" + arn + "\"}")
                        .text()
                        .contains("ACTIVE");
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
        return arn;
    }

    private void misbehave(Random random, String arn) throws Exception {
        var body = ("{\"ConsumerARN\":\"" + arn
                        + "\",\"ShardId\":\"shardId-000000000000\",\"StartingPosition\":{\"Type\":\"TRIM_HORIZON\"}}")
                .getBytes(ISO_8859_1);
        var headers = http.headers("Kinesis_20131202.SubscribeToShard", SignedHttp.JSON, body);
        try (var connection = new Connection()) {
            connection.send(headers, body);
            switch (random.nextInt(5)) {
                case 0 -> connection.socket.setSoLinger(true, 0);
                case 1 -> connection.socket.shutdownOutput();
                case 2 -> connection.socket.getOutputStream().write(new byte[random.nextInt(5_000)]);
                case 3 -> connection.send(headers, body);
                default -> assertThat(connection.socket.getInputStream().read()).isNotNegative();
            }
        } catch (SocketException e) {
            // The server was faster.
        }
    }

    private int openSubscriptions() {
        try (var connection = new RawConnection(millrace.port())) {
            connection.send("GET /_millrace/metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return connection
                    .answer()
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("millrace_streams_fanout_subscriptions"))
                    .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Takes headers that no client library would send; begins anew when the server has had enough. */
    private static final class Connection implements AutoCloseable {
        private Socket socket = open();
        private RawConnection raw = new RawConnection(socket);

        private Connection() throws IOException {}

        private Socket open() throws IOException {
            return new Socket(InetAddress.getLoopbackAddress(), millrace.port());
        }

        private void send(java.util.Map<String, String> headers, byte[] body) throws IOException {
            var head = new StringBuilder("POST / HTTP/1.1\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            head.append("content-length: ").append(body.length).append("\r\n\r\n");
            raw.send(head.toString());
            raw.send(body);
        }

        private Answer post(java.util.Map<String, String> headers, byte[] body) throws IOException {
            try {
                send(headers, body);
                return raw.answer();
            } catch (EOFException | SocketException e) {
                return new Answer(400, java.util.Map.of(), new byte[0]);
            } finally {
                // What a header with a null byte did to the connection is the server's to say: the next is a new one.
                close();
                socket = open();
                raw = new RawConnection(socket);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
