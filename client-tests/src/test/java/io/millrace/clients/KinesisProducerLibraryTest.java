package io.millrace.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import io.millrace.clients.ConsumerProgram.Retrieval;
import io.millrace.testkit.Eventually;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.producer.KinesisProducer;
import software.amazon.kinesis.producer.KinesisProducerConfiguration;
import software.amazon.kinesis.producer.UserRecordResult;

/** The Kinesis Producer Library with its native process, and the Kinesis Client Library at the other end. */
class KinesisProducerLibraryTest {
    private static final int KEYS = 500;
    private static final int ROUNDS = 40;
    private static final int RECORDS = KEYS * ROUNDS;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Millrace millrace = Millrace.shared();

    @Test
    void whatTheProducerAggregatesEveryConsumerTakesApart() throws Exception {
        String stream = Streams.create("aggregated", 4);
        try (var polling = Worker.start(stream + "-polling", stream, "kpl-polling", Retrieval.POLLING);
                var fanOut = Worker.start(stream + "-fan-out", stream, "kpl-fan-out", Retrieval.FAN_OUT)) {
            var put = produce(stream);

            for (var consumer : List.of(polling, fanOut)) {
                Eventually.holds(
                        PATIENCE,
                        () -> assertThat(consumer.journal().delivered()).hasSizeGreaterThanOrEqualTo(RECORDS));
                areTheRecords(Deliveries.of(List.of(consumer)), put);
            }
        }
    }

    private static void areTheRecords(Deliveries deliveries, Map<String, Integer> put) {
        assertThat(deliveries.records()).hasSize(RECORDS);
        assertThat(deliveries.records().stream()
                        .map(record -> record.shard() + ":" + record.sequence())
                        .distinct())
                .as("records of Kinesis that carried them")
                .hasSizeLessThan(RECORDS / 10);
        deliveries.areCompleteAndInOrder(put);
        deliveries.repeatOnlyWhatWasNotCheckpointed();
    }

    /**
     * The library promises an order only to who waits for the first record before he puts the second: on its way through
     * the threads of its process a record overtakes another, even within one aggregate. So every key has one on its way.
     */
    private Map<String, Integer> produce(String stream) throws Exception {
        var producer = new KinesisProducer(configuration());
        try {
            for (int round = 0; round < ROUNDS; round++) {
                var results = new ArrayList<ListenableFuture<UserRecordResult>>();
                for (int key = 0; key < KEYS; key++)
                    results.add(producer.addUserRecord(stream, "key-" + key, text(round)));
                producer.flushSync();
                for (var result : results)
                    assertThat(result.get().isSuccessful()).isTrue();
            }
        } finally {
            producer.destroy();
        }
        var put = new HashMap<String, Integer>();
        for (int key = 0; key < KEYS; key++) put.put("key-" + key, ROUNDS);
        return put;
    }

    private static ByteBuffer text(int value) {
        return ByteBuffer.wrap(Integer.toString(value).getBytes(StandardCharsets.UTF_8));
    }

    private KinesisProducerConfiguration configuration() throws Exception {
        Path binaries = Files.createDirectories(Path.of("target", "kpl").toAbsolutePath());
        return new KinesisProducerConfiguration()
                .setRegion(Millrace.REGION)
                .setCredentialsProvider(millrace.credentials())
                .setKinesisEndpoint("127.0.0.1")
                .setKinesisPort(millrace.port())
                .setStsEndpoint("127.0.0.1")
                .setStsPort(millrace.port())
                .setCloudwatchEndpoint("127.0.0.1")
                .setCloudwatchPort(millrace.port())
                .setVerifyCertificate(false)
                .setMetricsLevel("none")
                .setTempDirectory(binaries.toString())
                // A request that is repeated for its slowness would be there twice.
                .setRequestTimeout(60_000);
    }
}
