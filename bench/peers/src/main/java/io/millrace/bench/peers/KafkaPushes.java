package io.millrace.bench.peers;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** How long after it was sent a record reaches a consumer: each carries the moment of its sending. */
final class KafkaPushes {
    private static final Duration POLL = Duration.ofSeconds(5);

    private final Properties settings;
    private final String topic;
    private final int recordBytes;
    private final int recordsASecond;

    KafkaPushes(Properties settings, String topic, int recordBytes, int recordsASecond) {
        this.settings = settings;
        this.topic = topic;
        this.recordBytes = recordBytes;
        this.recordsASecond = recordsASecond;
    }

    Figures run(Duration measured) throws ExecutionException, InterruptedException {
        int counted = (int) (recordsASecond * measured.toSeconds());
        int before = counted / 4;
        try (var thread = Executors.newSingleThreadExecutor()) {
            var ready = new CountDownLatch(1);
            var latencies = thread.submit(() -> consume(before + counted, ready));
            ready.await();
            double begin = Figures.now();
            produce(before + counted);
            var all = latencies.get();
            return Figures.of(
                    counted,
                    begin,
                    Figures.now(),
                    all.stream().skip(before).mapToLong(Long::longValue).toArray());
        }
    }

    private List<Long> consume(int expected, CountDownLatch ready) {
        var latencies = new ArrayList<Long>();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(KafkaGets.consumer((Properties) settings.clone()))) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            // Known once the consumer has reached the broker.
            consumer.position(partition);
            ready.countDown();
            while (latencies.size() < expected) {
                var records = consumer.poll(POLL);
                long now = System.nanoTime();
                records.forEach(record ->
                        latencies.add(now - ByteBuffer.wrap(record.value()).getLong()));
                if (records.isEmpty() && !latencies.isEmpty()) throw new IllegalStateException("records are missing");
            }
        }
        return latencies;
    }

    private void produce(int count) throws ExecutionException, InterruptedException {
        var producing = KafkaPuts.producer((Properties) settings.clone());
        // A record that comes alone must not wait for company.
        producing.setProperty("linger.ms", "0");
        try (var producer = new KafkaProducer<byte[], byte[]>(producing)) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long due = start + i * TimeUnit.SECONDS.toNanos(1) / recordsASecond;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                var value = ByteBuffer.allocate(recordBytes);
                value.putLong(0, System.nanoTime());
                producer.send(new ProducerRecord<>(topic, 0, null, value.array()))
                        .get();
            }
        }
    }
}
