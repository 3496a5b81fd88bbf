package io.millrace.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestPostgres;
import io.millrace.testkit.s3.S3Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.s3.S3Client;

/** What tests need that put records and read objects: the real service, and a store that checks signatures. */
abstract class ToBucket {
    @TempDir
    static Path directory;

    private static S3Server store;
    private static S3Client s3;

    @TempDir
    Path log;

    final String database = TestPostgres.shared().newDatabase();
    FirehoseRig rig;

    @BeforeAll
    static void startStore() throws Exception {
        store = S3Server.start(directory, "bucket");
        s3 = S3Client.builder()
                .endpointOverride(store.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY_ID, S3Server.SECRET_ACCESS_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    static void stopStore() {
        s3.close();
        store.close();
    }

    @BeforeEach
    void start() {
        rig = FirehoseRig.start(settings());
    }

    Map<String, Object> settings() {
        var settings = new HashMap<String, Object>();
        settings.put("millrace.database.url", database);
        settings.put("millrace.firehose.log.directory", log.toString());
        settings.put("millrace.firehose.log.journal-segment-size", "16MB");
        settings.put("millrace.firehose.s3.endpoint", store.endpoint());
        settings.put("millrace.firehose.s3.access-key-id", S3Server.ACCESS_KEY_ID);
        settings.put("millrace.firehose.s3.secret-access-key", S3Server.SECRET_ACCESS_KEY);
        return settings;
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    final String stream(Consumer<ExtendedS3DestinationConfiguration.Builder> change) {
        String name = FirehoseRig.newName() + "-" + System.nanoTime();
        var configuration = FirehoseRig.bucket().toBuilder()
                .prefix(name + "/")
                .bufferingHints(h -> h.sizeInMBs(5).intervalInSeconds(60));
        change.accept(configuration);
        rig.client()
                .createDeliveryStream(
                        r -> r.deliveryStreamName(name).extendedS3DestinationConfiguration(configuration.build()));
        rig.awaitActive(name);
        return name;
    }

    final void put(String stream, String... texts) {
        var records = new ArrayList<Record>();
        for (String text : texts)
            records.add(Record.builder().data(SdkBytes.fromUtf8String(text)).build());
        var answer =
                rig.client().putRecordBatch(r -> r.deliveryStreamName(stream).records(records));
        assertThat(answer.failedPutCount()).isZero();
        assertThat(answer.requestResponses())
                .hasSize(texts.length)
                .allSatisfy(one -> assertThat(one.recordId()).isNotEmpty());
    }

    final void passInterval() {
        rig.service().clock().advance(Duration.ofSeconds(61));
    }

    /** An object as any reader of the bucket gets it. */
    record Stored(String key, byte[] bytes) {
        String text() {
            return new String(bytes, UTF_8);
        }
    }

    static List<Stored> objects(String prefix) {
        return objects("bucket", prefix);
    }

    static List<Stored> objects(String bucket, String prefix) {
        return s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
                .map(object -> new Stored(
                        object.key(),
                        s3.getObjectAsBytes(r -> r.bucket(bucket).key(object.key()))
                                .asByteArray()))
                .toList();
    }

    static Stored onlyObject(String prefix) {
        return Eventually.gives(Duration.ofSeconds(20), () -> {
            var all = objects(prefix);
            assertThat(all).hasSize(1);
            return all.getFirst();
        });
    }

    final void passALittle() {
        rig.service().clock().advance(Duration.ofSeconds(1));
    }
}
