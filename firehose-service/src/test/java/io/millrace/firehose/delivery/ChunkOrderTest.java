package io.millrace.firehose.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.firehose.destination.Destination;
import io.millrace.firehose.destination.ExtendedS3DestinationConfiguration;
import io.millrace.firehose.stream.DeliveryStream;
import io.millrace.firehose.stream.Encryption;
import io.millrace.log.AppendBatch;
import io.millrace.log.LocalLog;
import io.millrace.log.LocalLogSettings;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
                var deliveries =
                        deliveries(log, new Anywhere(chunk -> {}), repository(ProgressRepository.class), threads)) {
            append(log, 3);

            deliveries.changed(stream());
            threads.runAll();

            Eventually.holds(() -> assertThat(written).containsExactly(0L, 1L, 2L));
        }
    }

    @Test
    void nothingIsReleasedBeforeItsRowSaysThatItIsDelivered() throws Exception {
        var firstMayBeWritten = new CountDownLatch(1);
        var othersMayBeWritten = new CountDownLatch(1);
        var writing = new CountDownLatch(1);
        // The second arrives while it is being written that the first did.
        Arrival arrives = chunk -> {
            if (chunk.number() == 0) Eventually.holds(() -> assertThat(written).hasSize(2));
            else writing.await();
        };
        var released = Collections.synchronizedList(new ArrayList<Long>());
        ProgressRepository progress = proxy(ProgressRepository.class, (method, arguments) -> {
            if (!method.equals("advance")) return null;
            writing.countDown();
            if ((long) arguments[2] == 1) firstMayBeWritten.await();
            else othersMayBeWritten.await();
            return null;
        });
        try (var log = LocalLog.open(
                        LocalLogSettings.in(directory).withJournalSegmentBytes(1 << 20), InstantSource.system());
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var deliveries = deliveries(watched(log, released), new Anywhere(arrives), progress, threads)) {
            append(log, 2);
            deliveries.changed(stream());
            Eventually.holds(() -> assertThat(deliveries.backlogBytes(STREAM)).isZero());
            firstMayBeWritten.countDown();

            Eventually.holds(() -> assertThat(released).contains(1L));
            assertThat(released).allSatisfy(position -> assertThat(position).isLessThanOrEqualTo(1));
            othersMayBeWritten.countDown();
            Eventually.holds(() -> assertThat(released).contains(2L));
        }
    }

    private static RecordLog watched(RecordLog log, List<Long> released) {
        return RecordLog.class.cast(Proxy.newProxyInstance(
                RecordLog.class.getClassLoader(), new Class<?>[] {RecordLog.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("release")) released.add((Long) arguments[1]);
                    return method.invoke(log, arguments);
                }));
    }

    private Deliveries deliveries(
            RecordLog log, Delivery anywhere, ProgressRepository progress, ExecutorService threads) {
        return new Deliveries(
                List.of(anywhere),
                List.of(),
                new ChunkStore(repository(ChunkRepository.class), progress, TransactionOperations.withoutTransaction()),
                log,
                new DeliveryMetrics(new SimpleMeterRegistry(), InstantSource.system()),
                new MemoryLedger(1 << 20),
                threads,
                InstantSource.system());
    }

    /** Waits until a chunk may arrive. */
    private interface Arrival {
        void await(Chunk chunk) throws InterruptedException;
    }

    /** Every record fills a buffer, and delivery succeeds. */
    private record Anywhere(Arrival arrival) implements Delivery {
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
        public void deliver(DeliveryStream stream, Chunk chunk, ChunkContent content) throws InterruptedException {
            arrival.await(chunk);
        }
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
        return proxy(type, (method, arguments) -> {
            if (method.equals("save") && arguments[0] instanceof ChunkEntity chunk && !chunk.delivered)
                written.add(chunk.key.number());
            return null;
        });
    }

    /** What a table does when a method of its repository is called. */
    private interface Table {
        @Nullable
        Object call(String method, Object[] arguments) throws InterruptedException;
    }

    private static <T> T proxy(Class<T> type, Table table) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        table.call(method.getName(), arguments == null ? new Object[0] : arguments)));
    }

    private static void append(RecordLog log, int records) {
        var batch = new AppendBatch(records, records);
        for (int i = 0; i < records; i++) batch.add(log.shard(new ShardKey(STREAM, 0)), 0, 1);
        log.appendAndWait(batch);
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
