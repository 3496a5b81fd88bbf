package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.KinesisClients;
import io.millrace.testkit.s3.S3Server;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorParameter;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.s3.S3Client;

/** The process dies while records are accepted and objects written; afterwards every object is read. */
class FirehoseCrashTest {
    private static final int KILLS = Integer.getInteger("millrace.test.firehose-kills", 3);
    private static final long SEED = Long.getLong("millrace.test.seed", System.nanoTime());
    private static final String STREAM = "crash";
    private static final String BUCKET = "delivered";
    private static final int WRITERS = 3;
    private static final int BATCH = 50;

    @TempDir
    private Path directory;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();

    private FirehoseClient firehose(ServerProcess server) throws Exception {
        return FirehoseClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(KinesisClients.credentials(server.rootKey()))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(5)))
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }

    private static S3Client s3(S3Server store) {
        return S3Client.builder()
                .endpointOverride(store.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY_ID, S3Server.SECRET_ACCESS_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Puts batches until the server is gone; a call without an answer leaves its records in doubt. */
    private void put(FirehoseClient client) {
        while (true) {
            var names = new ArrayList<String>();
            var records = new ArrayList<Record>();
            for (int i = 0; i < BATCH; i++) {
                String name = "r" + numbers.incrementAndGet();
                names.add(name);
                // Long enough for a full buffer now and then.
                records.add(Record.builder()
                        .data(SdkBytes.fromUtf8String(name + "," + "x".repeat(1_000) + "\n"))
                        .build());
            }
            try {
                var answer =
                        client.putRecordBatch(r -> r.deliveryStreamName(STREAM).records(records));
                for (int i = 0; i < BATCH; i++)
                    if (answer.requestResponses().get(i).recordId() != null) accepted.add(names.get(i));
            } catch (SdkException e) {
                doubtful.addAll(names);
                return;
            }
        }
    }

    private static List<String> delivered(S3Client s3) {
        var names = new ArrayList<String>();
        for (var object : s3.listObjectsV2Paginator(r -> r.bucket(BUCKET)).contents()) {
            String text =
                    s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(object.key())).asString(StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) names.add(line.substring(0, line.indexOf(',')));
        }
        return names;
    }

    @Test
    void everyAcceptedRecordIsInOneObjectOnce() throws Exception {
        survivesKills("delivered to S3", configuration -> {});
    }

    @Test
    void everyAcceptedRecordIsProcessedIntoOneObjectOnce() throws Exception {
        survivesKills(
                "processed and delivered to S3",
                configuration -> configuration.processingConfiguration(p -> p.enabled(true)
                        .processors(
                                Processor.builder()
                                        .type("RecordDeAggregation")
                                        .parameters(
                                                parameter("SubRecordType", "DELIMITED"), parameter("Delimiter", "Cg=="))
                                        .build(),
                                Processor.builder()
                                        .type("AppendDelimiterToRecord")
                                        .build())));
    }

    private static ProcessorParameter parameter(String name, String value) {
        return ProcessorParameter.builder()
                .parameterName(name)
                .parameterValue(value)
                .build();
    }

    private void survivesKills(String work, Consumer<ExtendedS3DestinationConfiguration.Builder> change)
            throws Exception {
        var random = new Random(SEED);
        System.out.println("firehose kills with -Dmillrace.test.seed=" + SEED);
        long objects;
        try (var store = S3Server.start(directory.resolve("store"), BUCKET);
                var s3 = s3(store);
                var server = new ServerProcess(directory)
                        .with("millrace.firehose.log.journal-segment-size", "4MB")
                        .with("millrace.firehose.s3.endpoint", store.endpoint().toString())
                        .with("millrace.firehose.s3.access-key-id", S3Server.ACCESS_KEY_ID)
                        .with("millrace.firehose.s3.secret-access-key", S3Server.SECRET_ACCESS_KEY)) {
            server.start();
            try (var client = firehose(server)) {
                client.createDeliveryStream(r -> r.deliveryStreamName(STREAM)
                        .extendedS3DestinationConfiguration(c -> change.accept(c.bucketARN("arn:aws:s3:::" + BUCKET)
                                .roleARN("arn:aws:iam::000000000000:role/firehose")
                                .bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(0)))));
                Await.until(
                        "the stream is there",
                        Duration.ofSeconds(20),
                        () -> client.describeDeliveryStream(r -> r.deliveryStreamName(STREAM))
                                .deliveryStreamDescription()
                                .deliveryStreamStatusAsString()
                                .equals("ACTIVE"));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                var writers = new ArrayList<Thread>();
                try (var client = firehose(server)) {
                    for (int i = 0; i < WRITERS; i++)
                        writers.add(Thread.ofVirtual().start(() -> put(client)));
                    Thread.sleep(random.nextInt(500, 2_500));
                    server.kill();
                    for (var writer : writers) writer.join();
                }
                server.start();
            }

            Await.until(
                    "everything accepted is delivered",
                    Duration.ofSeconds(60),
                    () -> new HashSet<>(delivered(s3)).containsAll(accepted));
            Map<String, Integer> times = new HashMap<>();
            for (String name : delivered(s3)) times.merge(name, 1, Integer::sum);
            var twice = times.entrySet().stream()
                    .filter(entry -> entry.getValue() > 1)
                    .map(Map.Entry::getKey)
                    .toList();
            var unknown = new HashSet<>(times.keySet());
            unknown.removeAll(accepted);
            unknown.removeAll(doubtful);
            objects = s3.listObjectsV2Paginator(r -> r.bucket(BUCKET)).contents().stream()
                    .count();

            assertThat(twice).as("delivered twice, seed %d", SEED).isEmpty();
            assertThat(unknown).as("delivered and never put").isEmpty();
        }
        Figures.record(
                getClass(),
                KILLS + " kills while records are " + work,
                "%d accepted, %d in doubt, %d objects; 0 lost, 0 twice"
                        .formatted(accepted.size(), doubtful.size(), objects));
        assertThat(accepted).isNotEmpty();
    }
}
