package io.millrace.bench.peers;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One consumer that reads all partitions again and again, as fast as it gets records, from what was written just now. */
final class KafkaGets {
    private static final int RECORDS = 200_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Properties settings;
    private final List<TopicPartition> partitions;
    private final int recordBytes;

    KafkaGets(Properties settings, String topic, int partitions, int recordBytes) {
        this.settings = settings;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        this.recordBytes = recordBytes;
    }

    static Properties consumer(Properties settings) {
        settings.setProperty("auto.offset.reset", "earliest");
        settings.setProperty("key.deserializer", ByteArrayDeserializer.class.getName());
        settings.setProperty("value.deserializer", ByteArrayDeserializer.class.getName());
        return settings;
    }

    Figures run(Duration measured) throws ExecutionException, InterruptedException {
        fill();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(consumer(settings))) {
            consumer.assign(partitions);
            long left = 0;
            long records = 0;
            double begin = Double.NaN;
            long from = System.nanoTime() + measured.toNanos() / 4;
            while (System.nanoTime() - from < measured.toNanos()) {
                if (left <= 0) {
                    consumer.seekToBeginning(partitions);
                    left = RECORDS;
                }
                int came = consumer.poll(PATIENCE).count();
                left -= came;
                if (System.nanoTime() < from) continue;
                if (Double.isNaN(begin)) begin = Figures.now();
                else records += came;
            }
            return Figures.of(records, begin, Figures.now(), new long[0]);
        }
    }

    private void fill() throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<byte[], byte[]>(KafkaPuts.producer((Properties) settings.clone()))) {
            for (int i = 0; i < RECORDS; i++) {
                var partition = partitions.get(i % partitions.size());
                var _ = producer.send(
                        new ProducerRecord<>(partition.topic(), partition.partition(), null, new byte[recordBytes]));
            }
            producer.flush();
        }
    }
}
