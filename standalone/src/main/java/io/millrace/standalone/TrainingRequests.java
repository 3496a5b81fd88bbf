package io.millrace.standalone;

import io.millrace.identity.AccessKey;
import io.millrace.identity.MasterKey;
import io.millrace.identity.RequestToSign;
import io.millrace.identity.SigV4Signer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Signed requests to ourselves: one of each common operation. */
final class TrainingRequests {
    private static final String REGION = "us-east-1";

    private final Options options;

    TrainingRequests(Options options) {
        this.options = options;
    }

    void run() {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var masterKey = MasterKey.loadOrCreate(options.data().resolve("master.key"));
            var key = new RootKeyFile(options.data().resolve("root.key"), masterKey).read();
            String stream = "\"StreamName\":\"training\"";
            send(client, key, "CreateStream", "{" + stream + ",\"ShardCount\":2}");
            while (!send(client, key, "DescribeStreamSummary", "{" + stream + "}")
                    .contains("ACTIVE")) Thread.onSpinWait();
            for (int i = 0; i < 50; i++) {
                send(client, key, "PutRecord", "{" + stream + ",\"Data\":\"YQ==\",\"PartitionKey\":\"" + i + "\"}");
                send(
                        client,
                        key,
                        "PutRecords",
                        "{" + stream + ",\"Records\":[{\"Data\":\"YQ==\",\"PartitionKey\":\"" + i + "\"}]}");
            }
            String iterator = send(
                    client,
                    key,
                    "GetShardIterator",
                    "{" + stream + ",\"ShardId\":\"shardId-000000000000\",\"ShardIteratorType\":\"TRIM_HORIZON\"}");
            send(client, key, "GetRecords", iterator);
            send(client, key, "ListShards", "{" + stream + "}");
            send(client, key, "ListStreams", "{}");
            send(client, key, "DeleteStream", "{" + stream + "}");
            console(client);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("the training run failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The console's first page, and a sign-in with the password that this very start has made. */
    private void console(HttpClient client) throws IOException, InterruptedException {
        var at = URI.create("http://127.0.0.1:" + options.port() + "/console/");
        String password =
                Files.readString(options.data().resolve("console-password")).strip();
        String body = "{\"name\":\"admin\",\"password\":\"" + password + "\"}";
        var page = HttpRequest.newBuilder(at);
        var signIn = HttpRequest.newBuilder(at.resolve("api/session"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (var request : List.of(page, signIn)) {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) throw new IOException("the console answered " + response.body());
        }
    }

    private String send(HttpClient client, AccessKey key, String operation, String body)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var headers = new TreeMap<>(Map.of(
                "host", "127.0.0.1:" + options.port(),
                "content-type", "application/x-amz-json-1.1",
                "x-amz-target", "Kinesis_20131202." + operation));
        var signer = new SigV4Signer(key, REGION, "kinesis", InstantSource.system());
        headers.putAll(signer.sign(
                RequestToSign.post(headers, MessageDigest.getInstance("SHA-256").digest(bytes))));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + options.port() + "/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        headers.forEach((name, value) -> {
            if (!name.equals("host")) request.header(name, value);
        });
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new IOException(operation + " answered " + response.body());
        return response.body();
    }
}
