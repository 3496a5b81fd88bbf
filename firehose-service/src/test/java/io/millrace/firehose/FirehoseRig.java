package io.millrace.firehose;

import io.millrace.testkit.Eventually;
import io.millrace.testkit.KinesisClients;
import io.millrace.testkit.ServiceRig;
import io.millrace.testkit.SignedHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;

/** The real service on real PostgreSQL, with the client of the SDK. */
public final class FirehoseRig implements AutoCloseable {
    public static final String TARGET = FirehoseConfiguration.TARGET_PREFIX + ".";
    public static final String ROLE = "arn:aws:iam::000000000000:role/firehose";
    public static final String BUCKET = "arn:aws:s3:::bucket";

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static @Nullable FirehoseRig shared;

    private final ServiceRig service;
    private final FirehoseClient client;
    private final SignedHttp http;

    private FirehoseRig(Map<String, Object> settings) {
        var all = new HashMap<String, Object>();
        all.put("millrace.firehose.transition-delay", "20ms");
        all.put("millrace.firehose.log.journal-segment-size", "1MB");
        all.putAll(settings);
        all.computeIfAbsent("millrace.firehose.log.directory", key -> newDirectory());
        service = ServiceRig.start(new FirehoseService(), all);
        client = FirehoseClient.builder()
                .endpointOverride(service.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(KinesisClients.credentials(ServiceRig.ROOT))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .build();
        http = new SignedHttp(service.uri(), ServiceRig.ROOT, "firehose", service.clock());
    }

    private static String newDirectory() {
        try {
            return Files.createTempDirectory("firehose-log").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rig of all tests that can share one; each uses streams of its own. */
    public static synchronized FirehoseRig shared() {
        if (shared == null) {
            var started = start(Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "firehose-rig"));
            shared = started;
        }
        return shared;
    }

    /** A rig of one's own. */
    public static FirehoseRig start(Map<String, Object> settings) {
        return new FirehoseRig(settings);
    }

    public ServiceRig service() {
        return service;
    }

    public FirehoseClient client() {
        return client;
    }

    public SignedHttp http() {
        return http;
    }

    public static String newName() {
        return "delivery-" + NAMES.incrementAndGet();
    }

    public static ExtendedS3DestinationConfiguration bucket() {
        return ExtendedS3DestinationConfiguration.builder()
                .roleARN(ROLE)
                .bucketARN(BUCKET)
                .build();
    }

    /** Makes a stream to a bucket and waits until it is ACTIVE; tells its name. */
    public String stream() {
        String name = newName();
        client.createDeliveryStream(r -> r.deliveryStreamName(name).extendedS3DestinationConfiguration(bucket()));
        awaitActive(name);
        return name;
    }

    public void awaitActive(String name) {
        Eventually.holds(() -> Assertions.assertThat(describe(name).deliveryStreamStatusAsString())
                .isEqualTo("ACTIVE"));
    }

    public DeliveryStreamDescription describe(String name) {
        return client.describeDeliveryStream(r -> r.deliveryStreamName(name)).deliveryStreamDescription();
    }

    @Override
    public void close() {
        http.close();
        client.close();
        service.close();
    }
}
