package io.millrace.testkit.history;

import io.millrace.identity.AccessKey;
import io.millrace.identity.RequestToSign;
import io.millrace.identity.SigV4Signer;
import io.millrace.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signed calls over connections of its own. Never retries: a call is one attempt, so that a log of calls is complete. */
public final class KinesisCalls implements AutoCloseable {
    public static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port;
    private final SigV4Signer signer;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public KinesisCalls(int port, AccessKey key) {
        this(port, key, InstantSource.system());
    }

    /** @param clock what to sign by, for servers whose clock is not ours */
    public KinesisCalls(int port, AccessKey key, InstantSource clock) {
        this.port = port;
        this.signer = new SigV4Signer(key, "us-east-1", "kinesis", clock);
    }

    /** A server to call. */
    public interface Source {
        /** Opens connections of the caller's own. */
        KinesisCalls calls() throws IOException;
    }

    /** @param millis from sending to the whole answer */
    public record Answer(int status, String body, long millis) {
        public boolean succeeded() {
            return status == 200;
        }

        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /**
     * Calls once.
     *
     * @throws IOException if no answer came: what was asked for may have been done or not
     */
    public Answer call(String operation, String body) throws IOException, InterruptedException {
        long began = System.nanoTime();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var headers = new TreeMap<>(Map.of(
                "host", "127.0.0.1:" + port,
                "content-type", "application/x-amz-json-1.1",
                "x-amz-target", "Kinesis_20131202." + operation));
        headers.putAll(signer.sign(RequestToSign.post(headers, sha256(bytes))));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        headers.forEach((name, value) -> {
            if (!name.equals("host")) request.header(name, value);
        });
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), (System.nanoTime() - began) / 1_000_000);
    }

    /** Calls once and insists on success. */
    public Answer ask(String operation, String body) throws IOException, InterruptedException {
        var answer = call(operation, body);
        if (!answer.succeeded()) throw new AssertionError(operation + " answered " + answer);
        return answer;
    }

    /** Makes a stream and returns when it can be written. */
    public void createStream(String name, int shards) throws IOException, InterruptedException {
        ask("CreateStream", "{\"StreamName\":\"%s\",\"ShardCount\":%d}".formatted(name, shards));
        Eventually.holds(() -> {
            if (!isActive(name)) throw new AssertionError(name + " is not active");
        });
    }

    public boolean isActive(String name) {
        try {
            return call("DescribeStreamSummary", "{\"StreamName\":\"%s\"}".formatted(name))
                    .body()
                    .contains("\"ACTIVE\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends its connections at once, whatever is under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
