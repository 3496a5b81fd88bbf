package io.millrace.firehose.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.firehose.destination.Destination;
import io.millrace.firehose.destination.ExtendedS3DestinationConfiguration;
import io.millrace.firehose.stream.DeliveryStream;
import io.millrace.firehose.stream.Encryption;
import io.millrace.log.AppendBatch;
import io.millrace.log.AppendListener;
import io.millrace.log.LocalLog;
import io.millrace.log.LocalLogSettings;
import io.millrace.log.LogException;
import io.millrace.log.RecordLog;
import io.millrace.log.ShardKey;
import io.millrace.testkit.Eventually;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A chunk's row may never be there without that of the chunk before it: the next start would take the records in between for
 * delivered. Threads may run in any order, and here they run in the worst.
 */
class ChunkOrderTest {
    private static final int STREAM = 1;

    @TempDir
    private Path directory;

    private final List<Long> written = Collections.synchronizedList(new ArrayList<>());

    @Test
    void rowsAreWrittenInTheOrderOfTheirChunksWhicheverThreadIsFirst() throws Exception {
        var threads = new LastFirst();
        try (var log = LocalLog.open(
                        LocalLogSettings.in(directory).withJournalSegmentBytes(1 << 20), InstantSource.system());
                var deliveries = new Deliveries(
                        List.of(new Anywhere()),
                        List.of(),
                        new ChunkStore(
                                repository(ChunkRepository.class),
                                repository(ProgressRepository.class),
                                TransactionOperations.withoutTransaction()),
                        log,
                        new DeliveryMetrics(new SimpleMeterRegistry(), InstantSource.system()),
                        new MemoryLedger(1 << 20),
                        threads,
                        InstantSource.system())) {
            append(log, 3);

            deliveries.changed(stream());
            threads.runAll();

            Eventually.holds(() -> assertThat(written).containsExactly(0L, 1L, 2L));
        }
    }

    /** Every record fills a buffer, and delivery succeeds at once. */
    private static final class Anywhere implements Delivery {
        @Override
        public boolean serves(Destination destination, Route route) {
            return true;
        }

        @Override
        public Hints hints(DeliveryStream stream, Route route) {
            return new Hints(1, Duration.ofMinutes(15));
        }

        @Override
        public String plan(DeliveryStream stream, Route route, Instant oldest) {
            return "";
        }

        @Override
        public String target(DeliveryStream stream, Chunk chunk) {
            return "anywhere";
        }

        @Override
        public void deliver(DeliveryStream stream, Chunk chunk, ChunkContent content) {}
    }

    /** Runs what it was given when it is told to, the latest first. */
    private static final class LastFirst extends AbstractExecutorService {
        private final List<Runnable> tasks = new ArrayList<>();

        @Override
        public synchronized void execute(Runnable task) {
            tasks.add(task);
        }

        void runAll() {
            for (var next = take(); !next.isEmpty(); next = take())
                next.reversed().forEach(Runnable::run);
        }

        private synchronized List<Runnable> take() {
            var taken = List.copyOf(tasks);
            tasks.clear();
            return taken;
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return take();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    /** A table that remembers in which order new chunks came. */
    private <T> T repository(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("save")
                            && arguments[0] instanceof ChunkEntity chunk
                            && !chunk.delivered) written.add(chunk.key.number());
                    return null;
                }));
    }

    private static void append(RecordLog log, int records) throws Exception {
        var batch = new AppendBatch(records, records);
        for (int i = 0; i < records; i++) batch.add(log.shard(new ShardKey(STREAM, 0)), 0, 1);
        var done = new CompletableFuture<Void>();
        log.append(batch, new AppendListener() {
            @Override
            public void committed(AppendBatch committed) {
                done.complete(null);
            }

            @Override
            public void failed(AppendBatch lost, LogException cause) {
                done.completeExceptionally(cause);
            }
        });
        done.get();
    }

    private static DeliveryStream stream() {
        var s3 = new ExtendedS3DestinationConfiguration(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
        return new DeliveryStream(
                STREAM,
                "000000000000",
                "stream",
                "arn",
                DeliveryStream.Type.DirectPut,
                DeliveryStream.Status.ACTIVE,
                1,
                Instant.EPOCH,
                null,
                new Destination("id", s3, null, null, null, null, null, null, null, null),
                null,
                new Encryption("DISABLED", null, null),
                null,
                null);
    }
}
