package io.millrace.gateway.calls;

import io.millrace.gateway.console.Call;
import io.millrace.gateway.console.ConsoleError;
import io.millrace.identity.RequestToSign;
import io.millrace.identity.SigV4Signer;
import io.millrace.kit.credentials.ConsoleKey;
import io.millrace.kit.http.DoorSettings;
import io.millrace.kit.http.Exchange;
import io.millrace.kit.http.HttpDoor;
import io.millrace.kit.http.HttpHandler;
import io.millrace.kit.service.LocalServices;
import io.millrace.kit.service.Platform;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Calls the services as any client does: signed, over HTTP. A service in this process is reached through a door of its own
 * on the loopback, which opens with the first call; it judges the signature like every other.
 */
public final class ServiceCalls implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final int MAX_CONNECTIONS = 1_000;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** A control operation waits for the database up to seven seconds; nothing takes this long that still lives. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private final Platform platform;
    private final Map<String, URI> elsewhere;
    private final ConsoleKey key;
    private final SigV4Signer signer;
    private @Nullable HttpDoor door;
    private @Nullable HttpClient client;

    /**
     * What a service answered, whatever it was.
     *
     * @param requestId the service's own, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two replies
    public record Reply(int status, byte[] body, @Nullable String requestId) {}

    /** For whom a call is made, and where they sit. */
    public record Acting(String user, String address) {
        public static Acting of(Call call) {
            return new Acting(call.session().user().name(), call.sourceAddress());
        }
    }

    /** @param elsewhere where services in other processes are */
    public ServiceCalls(Platform platform, Map<String, URI> elsewhere, ConsoleKey key, String region) {
        this.platform = platform;
        this.elsewhere = elsewhere;
        this.key = key;
        this.signer = new SigV4Signer(key.key(), region, "kinesis", platform.clock());
    }

    /**
     * Calls an operation for a user of the console.
     *
     * @param target what goes into {@code X-Amz-Target}
     * @throws ConsoleError if the service can't be reached
     */
    public Reply call(String service, String target, byte[] body, Acting acting) throws InterruptedException {
        var response = send(service, target, body, acting, HttpResponse.BodyHandlers.ofByteArray());
        return new Reply(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("x-amzn-requestid").orElse(null));
    }

    /** As {@link #call}, for an answer that is read as it comes; the caller closes it. */
    public HttpResponse<InputStream> open(String service, String target, byte[] body, Acting acting)
            throws InterruptedException {
        return send(service, target, body, acting, HttpResponse.BodyHandlers.ofInputStream());
    }

    private <T> HttpResponse<T> send(
            String service, String target, byte[] body, Acting acting, HttpResponse.BodyHandler<T> handler)
            throws InterruptedException {
        try {
            var uri = uri(service);
            var headers = new TreeMap<String, String>();
            headers.put("host", host(uri));
            headers.put("content-type", CONTENT_TYPE);
            headers.put("x-amz-target", target);
            headers.put(ConsoleKey.ACTING_USER, acting.user);
            headers.put(ConsoleKey.ACTING_ADDRESS, acting.address);
            headers.putAll(signer.sign(RequestToSign.post(headers, sha256(body))));
            headers.remove("host");
            var request = HttpRequest.newBuilder(uri.resolve("/"))
                    .timeout(ANSWER_TIMEOUT)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            // Among the readers of a stream a tail is told by the user who watches.
            request.setHeader("user-agent", "millrace-console (" + acting.user + ")");
            return client().send(request.build(), handler);
        } catch (IOException e) {
            throw unreachable(service);
        }
    }

    /** The id of the key that signs. */
    public String keyId() {
        return key.id();
    }

    private static ConsoleError unreachable(String service) {
        return ConsoleError.unavailable(service + "-service can't be reached, please try again.");
    }

    private URI uri(String service) throws IOException {
        if (platform.services().find(service).isPresent()) return URI.create("http://" + LOOPBACK + ":" + doorPort());
        var uri = elsewhere.get(service);
        if (uri == null) throw unreachable(service);
        return uri;
    }

    /** As the client writes it, since it is signed: without a port that goes without saying. */
    private static String host(URI uri) {
        int usual = "https".equals(uri.getScheme()) ? 443 : 80;
        return uri.getPort() < 0 || uri.getPort() == usual ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    private synchronized int doorPort() throws IOException {
        if (door == null) {
            var settings = new DoorSettings(
                    LOOPBACK,
                    0,
                    false,
                    Duration.ofSeconds(65),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(2),
                    MAX_CONNECTIONS,
                    Duration.ofSeconds(5));
            door = HttpDoor.open(settings, platform.loops(), new LocalDoor(platform.services()), null);
        }
        return door.port();
    }

    /** Hands what comes through the door to the service that it is for. */
    private record LocalDoor(LocalServices services) implements HttpHandler {
        @Override
        public Body open(Exchange exchange) {
            // Only streams is there to be called so far; the gateway's routes are for those who don't know whom they
            // ask.
            var service = services.find("streams");
            if (service.isPresent()) return service.get().handler().open(exchange);
            return Body.thenAnswer(() -> exchange.respond(503, Exchange.newHeaders(), Unpooled.EMPTY_BUFFER));
        }
    }

    private synchronized HttpClient client() {
        if (client == null)
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .executor(Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name("console-client-", 0).factory()))
                    .build();
        return client;
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) client.shutdownNow();
        if (door != null) door.close();
    }
}
