package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.SignedHttp;
import io.millrace.testkit.history.KinesisCalls;
import io.millrace.testkit.history.StreamReading;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that are slow, silent or too many, beside a good one, whose calls must all succeed; and what they took must be back
 * when they are gone.
 */
class HostileClientsTest {
    private static final int CROWD = Integer.getInteger("millrace.test.crowd", 300);
    private static final int SECONDS = Integer.getInteger("millrace.test.flood-seconds", 3);
    private static final int FLOOD_A_SECOND = 1_000;
    private static final int IDLE = 5_000;
    private static final int HANDSHAKES_A_SECOND = 200;
    private static final int SLOW_READERS = Integer.getInteger("millrace.test.slow-readers", 24);
    private static final int LARGE_RECORDS = 10;
    private static final int LARGE_BYTES = 1_000_000;
    private static final long DRIP_MILLIS = 300;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Short ones, so that a test sees them pass; each longer than the pauses of those who drip. */
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration TRANSFER_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);

    /** Files that may have been opened for good meanwhile: journal segments, connections to PostgreSQL. */
    private static final long FILES_TOLERANCE = 15;

    private static final long MEMORY_TOLERANCE_MEBIBYTES = 300;

    @TempDir
    private static Path directory;

    private static ServerProcess server;
    private static KinesisCalls calls;
    private static String small;
    private static String large;

    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger ended = new AtomicInteger();
    private GoodClient good;
    private long filesBefore;
    private long memoryBefore;

    @BeforeAll
    static void start() throws Exception {
        server = new ServerProcess(directory)
                .with("millrace.gateway.head-timeout", HEAD_TIMEOUT.toMillis() + "ms")
                .with("millrace.gateway.transfer-timeout", TRANSFER_TIMEOUT.toMillis() + "ms")
                .with("millrace.gateway.idle-timeout", IDLE_TIMEOUT.toMillis() + "ms")
                .start();
        calls = server.calls();
        calls.createStream("small", 1);
        calls.createStream("large", 1);
        String data = "A".repeat(LARGE_BYTES / 3 * 4);
        for (int i = 0; i < LARGE_RECORDS; i++)
            calls.ask("PutRecord", "{\"StreamName\":\"large\",\"PartitionKey\":\"k\",\"Data\":\"%s\"}".formatted(data));
        small = new StreamReading(calls, "small").iterator("shardId-000000000000");
        large = new StreamReading(calls, "large").iterator("shardId-000000000000");
    }

    @AfterAll
    static void end() {
        calls.close();
        server.close();
    }

    @BeforeEach
    void beginWell() throws Exception {
        awaitRest();
        filesBefore = files();
        memoryBefore = memoryMebibytes();
        good = GoodClient.begin(server, "small", small);
        Await.until("the good client is at work", LIMIT, () -> good.calls() > 20);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var socket : sockets) socket.close();
        threads.shutdownNow();
        good.stop();
    }

    /** Connections of an earlier test may still be on their way out. */
    private static void awaitRest() throws InterruptedException {
        var last = new long[] {Long.MAX_VALUE};
        Await.until("the server is at rest", LIMIT, () -> {
            long now = files();
            boolean rests = now >= last[0];
            last[0] = now;
            return rests;
        });
    }

    private static long files() {
        try (var open = Files.list(proc("fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long memoryMebibytes() throws IOException {
        for (var line : Files.readAllLines(proc("status")))
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        throw new IOException("no VmRSS");
    }

    private static Path proc(String what) {
        return Path.of("/proc", Long.toString(server.process().pid()), what);
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        sockets.add(socket);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 10_000);
        return socket;
    }

    /** What one of a crowd does with its connection until that is ended. */
    private interface Misbehaviour {
        void run(Socket socket) throws IOException, InterruptedException;
    }

    private void crowd(int count, Misbehaviour misbehaviour) {
        for (int i = 0; i < count; i++)
            threads.execute(() -> {
                try (var socket = connect()) {
                    misbehaviour.run(socket);
                } catch (IOException e) {
                    // The server has had enough of it.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                ended.incrementAndGet();
            });
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends byte after byte, until the server ends the connection. */
    private static void drip(Socket socket) throws IOException, InterruptedException {
        while (true) {
            send(socket, "x");
            Thread.sleep(DRIP_MILLIS);
        }
    }

    /** Misbehaviour is over: the good client did not notice, and what was taken is given back. */
    private void judge(String fault) throws Exception {
        good.stop();
        long began = System.nanoTime();
        Await.until("the files are closed", LIMIT, () -> files() <= filesBefore + FILES_TOLERANCE);
        long closed = (System.nanoTime() - began) / 1_000_000;
        long memory = memoryMebibytes();

        Figures.record(
                getClass(),
                fault,
                "%s; open files %d before, as before %d ms after; resident memory %d MiB before, %d MiB after"
                        .formatted(good, filesBefore, closed, memoryBefore, memory));
        assertThat(good.failures()).isEmpty();
        assertThat(memory).isLessThan(memoryBefore + MEMORY_TOLERANCE_MEBIBYTES);
    }

    private void awaitEnd(int count, Duration limit) throws InterruptedException {
        Await.until("all " + count + " are ended by the server", limit, () -> ended.get() == count);
    }

    @Test
    void headsThatDripAreNotWaitedFor() throws Exception {
        crowd(CROWD, socket -> {
            send(socket, "POST / HTTP/1.1\r\nHost: millrace\r\nX-Slow: ");
            drip(socket);
        });

        awaitEnd(CROWD, HEAD_TIMEOUT.plusSeconds(20));
        judge(CROWD + " clients drip the head of a request");
    }

    /** What they declare is together more than all bodies may take. */
    @Test
    void bodiesThatDripAreNotWaitedForAndClaimNoMemory() throws Exception {
        crowd(CROWD, socket -> {
            send(socket, """
                    POST / HTTP/1.1\r
                    Host: millrace\r
                    Content-Type: application/x-amz-json-1.1\r
                    X-Amz-Target: Kinesis_20131202.PutRecords\r
                    Content-Length: 5000000\r
                    \r
                    """);
            drip(socket);
        });

        awaitEnd(CROWD, TRANSFER_TIMEOUT.multipliedBy(2).plusSeconds(20));
        judge(CROWD + " clients drip a body they declare as 5 MB");
    }

    @Test
    void aRequestThatIsSlowButInTimeIsAnswered() throws Exception {
        try (var socket = connect()) {
            for (String piece : List.of("GET /_millrace/", "ready HTTP/1.1\r\n", "Host: millrace\r\n", "\r\n")) {
                send(socket, piece);
                Thread.sleep(DRIP_MILLIS);
            }

            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void clientsThatReadSlowlyHoldNobodyUp() throws Exception {
        String request = signed("GetRecords", "{\"ShardIterator\":\"%s\"}".formatted(large));
        crowd(SLOW_READERS, socket -> {
            socket.setReceiveBufferSize(4096);
            send(socket, request);
            while (socket.getInputStream().readNBytes(1_000).length > 0) Thread.sleep(1_000);
        });
        // Whoever reads on finds what the system has buffered, and then the end.
        Thread.sleep(TRANSFER_TIMEOUT.plusSeconds(1).toMillis());

        judge("%d clients read an answer of 13 MB at 1 kB/s".formatted(SLOW_READERS));
    }

    private static String signed(String operation, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var request = new StringBuilder("POST / HTTP/1.1\r\nContent-Length: " + bytes.length + "\r\n");
        try (var http = new SignedHttp(
                URI.create("http://127.0.0.1:" + server.port()), server.rootKey(), "kinesis", InstantSource.system())) {
            http.headers("Kinesis_20131202." + operation, SignedHttp.JSON, bytes)
                    .forEach((name, value) ->
                            request.append(name).append(": ").append(value).append("\r\n"));
        }
        return request.append("\r\n").append(body).toString();
    }

    @Test
    void aFloodOfConnectionsHoldsNobodyUp() throws Exception {
        flood(FLOOD_A_SECOND, socket -> {
            send(socket, "GET /_millrace/ready HTTP/1.1\r\nHost: millrace\r\n\r\n");
            socket.getInputStream().read();
        });

        judge("%d new connections a second for %d s".formatted(FLOOD_A_SECOND, SECONDS));
    }

    /** The first bytes of a ClientHello, and nothing more. */
    @Test
    void aFloodOfHandshakesHoldsNobodyUp() throws Exception {
        flood(HANDSHAKES_A_SECOND, socket -> {
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3});
            socket.getInputStream().read();
        });

        judge("%d TLS handshakes a second begun and left for %d s".formatted(HANDSHAKES_A_SECOND, SECONDS));
    }

    private void flood(int perSecond, Misbehaviour misbehaviour) throws InterruptedException {
        long next = System.nanoTime();
        for (int i = 0; i < perSecond * SECONDS; i++) {
            crowd(1, misbehaviour);
            next += 1_000_000_000L / perSecond;
            while (System.nanoTime() < next) Thread.sleep(1);
        }
        awaitEnd(perSecond * SECONDS, LIMIT);
    }

    @Test
    void thousandsOfSilentConnectionsHoldNobodyUpAndAreEnded() throws Exception {
        var system = (com.sun.management.UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        if (system.getMaxFileDescriptorCount() < 2 * IDLE)
            Programs.skip("%d files may be opened, %d silent connections are NOT tested here"
                    .formatted(system.getMaxFileDescriptorCount(), IDLE));
        var opened = new ArrayList<Socket>();
        for (int i = 0; i < IDLE; i++) opened.add(connect());
        for (var socket : opened)
            threads.execute(() -> {
                try {
                    if (socket.getInputStream().read() < 0) ended.incrementAndGet();
                } catch (IOException e) {
                    ended.incrementAndGet();
                }
            });

        awaitEnd(IDLE, LIMIT);
        judge(IDLE + " connections that say nothing");
    }
}
