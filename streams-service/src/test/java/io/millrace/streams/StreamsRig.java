package io.millrace.streams;

import io.millrace.testkit.KinesisClients;
import io.millrace.testkit.KinesisClients.Body;
import io.millrace.testkit.ServiceRig;
import io.millrace.testkit.SignedHttp;
import io.millrace.testkit.model.ApiModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.waiters.KinesisWaiter;

/** The real service on real PostgreSQL and real files, with clients of both forms and what tests do again and again. */
public final class StreamsRig implements AutoCloseable {
    public static final String TARGET = StreamsConfiguration.TARGET_PREFIX + ".";

    /** The model of the API. */
    static ApiModel model() {
        return ApiModel.read("/models/kinesis-2013-12-02-model.json", "/models/kinesis-since-2025.json");
    }
    /** A data directory of every rig of this JVM, removed at its end. */
    private static final Path FILES = temporaryDirectory();

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static @Nullable StreamsRig shared;

    private final ServiceRig service;
    private final KinesisClient cbor;
    private final KinesisClient json;
    private final SignedHttp http;

    private StreamsRig(Map<String, Object> settings) {
        var all = new HashMap<String, Object>();
        all.put("millrace.streams.log.directory", newDirectory().toString());
        all.put("millrace.streams.log.journal-segment-size", "16MB");
        all.put("millrace.streams.transition-delay", "20ms");
        all.putAll(settings);
        service = ServiceRig.start(new StreamsService(), all);
        cbor = KinesisClients.sync(service.uri(), ServiceRig.ROOT, Body.CBOR, service.clock());
        json = KinesisClients.sync(service.uri(), ServiceRig.ROOT, Body.JSON, service.clock());
        http = new SignedHttp(service.uri(), ServiceRig.ROOT, "kinesis", service.clock());
    }

    /** The rig of all tests that can share one; each uses streams of its own. */
    public static synchronized StreamsRig shared() {
        if (shared == null) {
            var started = start(Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "streams-rig"));
            shared = started;
        }
        return shared;
    }

    /** A rig of one's own. */
    public static StreamsRig start(Map<String, Object> settings) {
        return new StreamsRig(settings);
    }

    /** A fresh directory for a log, removed with the JVM. */
    public static Path newDirectory() {
        return FILES.resolve("log-" + NAMES.incrementAndGet());
    }

    public ServiceRig service() {
        return service;
    }

    public KinesisClient client(Body body) {
        return switch (body) {
            case CBOR -> cbor;
            case JSON -> json;
        };
    }

    public KinesisClient client() {
        return cbor;
    }

    public SignedHttp http() {
        return http;
    }

    public void advance(Duration time) {
        service.clock().advance(time);
    }

    public static String newName() {
        return "stream-" + NAMES.incrementAndGet();
    }

    public static String arn(String stream) {
        return "arn:aws:kinesis:us-east-1:" + ServiceRig.ACCOUNT + ":stream/" + stream;
    }

    /** Makes a stream and waits until it is ACTIVE. @return its name */
    public String stream(int shards) {
        return stream(builder -> builder.shardCount(shards));
    }

    public String stream(java.util.function.Consumer<CreateStreamRequest.Builder> more) {
        String name = newName();
        cbor.createStream(request -> more.accept(request.streamName(name)));
        awaitActive(name);
        return name;
    }

    public void awaitActive(String name) {
        try (var waiter = waiter()) {
            waiter.waitUntilStreamExists(request -> request.streamName(name));
        }
    }

    public void awaitGone(String name) {
        try (var waiter = waiter()) {
            waiter.waitUntilStreamNotExists(request -> request.streamName(name));
        }
    }

    private KinesisWaiter waiter() {
        return KinesisWaiter.builder()
                .client(cbor)
                .overrideConfiguration(WaiterOverrideConfiguration.builder()
                        .maxAttempts(1000)
                        .backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofMillis(20)))
                        .build())
                .build();
    }

    /** Puts one record. @return its sequence number */
    public String put(String stream, String key, String data) {
        return cbor.putRecord(
                        request -> request.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(data)))
                .sequenceNumber();
    }

    public static PutRecordsRequestEntry entry(String key, String data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromUtf8String(data))
                .build();
    }

    public static String shardId(int index) {
        return "shardId-%012d".formatted(index);
    }

    public String iterator(String stream, int shard, ShardIteratorType type) {
        return cbor.getShardIterator(request ->
                        request.streamName(stream).shardId(shardId(shard)).shardIteratorType(type))
                .shardIterator();
    }

    public GetRecordsResponse get(String iterator) {
        return cbor.getRecords(request -> request.shardIterator(iterator));
    }

    /** All that a shard holds now. */
    public List<Record> readAll(String stream, int shard) {
        var all = new ArrayList<Record>();
        String next = iterator(stream, shard, ShardIteratorType.TRIM_HORIZON);
        while (true) {
            var page = get(next);
            all.addAll(page.records());
            next = page.nextShardIterator();
            if (next == null || (page.records().isEmpty() && page.millisBehindLatest() == 0)) return all;
        }
    }

    public static List<String> texts(List<Record> records) {
        return records.stream().map(record -> record.data().asUtf8String()).toList();
    }

    @Override
    public void close() {
        http.close();
        cbor.close();
        json.close();
        service.close();
    }

    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("millrace-streams-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> removeAll(directory), "remove-test-files"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeAll(Path directory) {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException | UncheckedIOException e) {
            // A log that is still closing holds files: the system removes what is temporary.
        }
    }
}
