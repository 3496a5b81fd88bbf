package io.millrace.testkit;

import io.millrace.identity.AccessKey;
import io.millrace.identity.RequestToSign;
import io.millrace.identity.SigV4Signer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** Sends single requests with a true signature and any body, which no SDK would let through. */
public final class SignedHttp implements AutoCloseable {
    public static final String JSON = "application/x-amz-json-1.1";
    public static final String CBOR = "application/x-amz-cbor-1.1";

    private final URI uri;
    private final SigV4Signer signer;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public SignedHttp(URI uri, AccessKey key, String service, InstantSource clock) {
        this.uri = uri;
        this.signer = new SigV4Signer(key, ServiceRig.REGION, service, clock);
    }

    /** What came back. */
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        /** The body as text: for JSON, and to look for what must not be there. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public Answer json(String target, String body) throws IOException, InterruptedException {
        return send(target, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer send(String target, String contentType, byte[] body) throws IOException, InterruptedException {
        return exchange(headers(target, contentType, body), body);
    }

    /** The headers of a signed request, {@code host} included. */
    public Map<String, String> headers(String target, String contentType, byte[] body) {
        var headers = new TreeMap<String, String>();
        headers.put("host", uri.getAuthority());
        headers.put("content-type", contentType);
        headers.put("x-amz-target", target);
        headers.putAll(signer.sign(RequestToSign.post(headers, sha256(body))));
        return headers;
    }

    /** Sends a request as it is given. */
    public Answer exchange(Map<String, String> headers, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> {
            if (!name.equals("host")) request.header(name, value);
        });
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        var received = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> received.put(name, String.join(", ", values)));
        return new Answer(response.statusCode(), received, response.body());
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
