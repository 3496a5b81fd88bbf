package io.millrace.bench.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Producers that work as the connections of the other servers do: each sends a call's records over all partitions, waits
 * until all are acknowledged by all replicas, and begins again. What a producer sends in one go it packs into one batch a
 * partition, which is the best case for Kafka. Calls of a single record share one producer, so that it may pack those of
 * several callers together.
 */
final class KafkaPuts {
    private static final int BATCH_BYTES = 1 << 20;
    private static final int REQUEST_BYTES_MAX = 4 << 20;

    private final Properties settings;
    private final String topic;
    private final int partitions;
    private final int recordsACall;
    private final byte[][] data;

    KafkaPuts(Properties settings, String topic, int partitions, int recordBytes, int recordsACall) {
        this.settings = producer(settings);
        this.topic = topic;
        this.partitions = partitions;
        this.recordsACall = recordsACall;
        this.data = new byte[recordsACall][recordBytes];
        var random = new Random(1);
        for (var bytes : data) random.nextBytes(bytes);
    }

    static Properties producer(Properties settings) {
        settings.setProperty("acks", "all");
        settings.setProperty("batch.size", Integer.toString(BATCH_BYTES));
        settings.setProperty("max.request.size", Integer.toString(REQUEST_BYTES_MAX));
        settings.setProperty("key.serializer", ByteArraySerializer.class.getName());
        settings.setProperty("value.serializer", ByteArraySerializer.class.getName());
        return settings;
    }

    /** What one producer did between the end of the warm-up and the end. */
    private record Part(long records, long[] latenciesNanos) {}

    Figures run(int producers, Duration measured) throws ExecutionException, InterruptedException {
        long from = System.nanoTime() + measured.toNanos() / 4;
        double begin = Figures.now() + measured.toMillis() / 4e3;
        var shared = recordsACall == 1 ? singles() : null;
        try (shared;
                var threads = Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("producer-", 0).factory())) {
            var running = new ArrayList<Future<Part>>();
            for (int i = 0; i < producers; i++) running.add(threads.submit(() -> produce(shared, from, measured)));
            long records = 0;
            var latencies = LongStream.empty();
            for (var part : running) {
                records += part.get().records();
                latencies =
                        LongStream.concat(latencies, LongStream.of(part.get().latenciesNanos()));
            }
            return Figures.of(records, begin, begin + measured.toMillis() / 1e3, latencies.toArray());
        }
    }

    /** A record that comes alone must not wait for company. */
    private KafkaProducer<byte[], byte[]> singles() {
        var settingsOfSingles = (Properties) settings.clone();
        settingsOfSingles.setProperty("linger.ms", "0");
        return new KafkaProducer<>(settingsOfSingles);
    }

    private Part produce(@Nullable KafkaProducer<byte[], byte[]> shared, long from, Duration measured)
            throws ExecutionException, InterruptedException {
        if (shared != null) return produceWith(shared, from, measured);
        try (var own = new KafkaProducer<byte[], byte[]>(settings)) {
            return produceWith(own, from, measured);
        }
    }

    private Part produceWith(KafkaProducer<byte[], byte[]> producer, long from, Duration measured)
            throws ExecutionException, InterruptedException {
        var latencies = new ArrayList<Long>();
        int partition = (int) (Thread.currentThread().threadId() % partitions);
        for (long now = System.nanoTime(); now - from < measured.toNanos(); ) {
            var acknowledged = new ArrayList<Future<?>>(recordsACall);
            for (var bytes : data) {
                partition = (partition + 1) % partitions;
                acknowledged.add(producer.send(new ProducerRecord<>(topic, partition, null, bytes)));
            }
            if (recordsACall > 1) producer.flush();
            for (var one : acknowledged) one.get();
            long after = System.nanoTime();
            if (now >= from) latencies.add(after - now);
            now = after;
        }
        return new Part(
                (long) latencies.size() * recordsACall,
                latencies.stream().mapToLong(Long::longValue).toArray());
    }
}
