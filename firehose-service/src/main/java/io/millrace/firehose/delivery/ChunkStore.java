package io.millrace.firehose.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes down what becomes of chunks. One thread writes for all streams: what came while a transaction was under way goes into
 * the next one, so thousands of streams cost the database some ten transactions a second. Every entry may be written twice
 * without harm, so when the database fails, even in the middle of a commit, the same is tried again until it holds.
 */
final class ChunkStore implements AutoCloseable {
    private static final int MAX_BATCH = 512;
    private static final long RETRY_MILLIS = 500;
    private static final Logger log = LoggerFactory.getLogger(ChunkStore.class);

    private final ChunkRepository chunks;
    private final ProgressRepository progress;
    private final TransactionOperations transactions;
    private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closed;

    /** What is known of a lane at the start. */
    record Known(long position, long nextNumber, List<Chunk> prepared, List<Chunk> delivered) {
        static final Known NOTHING = new Known(0, 0, List.of(), List.of());

        private static Known of(@Nullable ProgressEntity row, List<ChunkEntity> ofLane) {
            var prepared = new ArrayList<Chunk>();
            var delivered = new ArrayList<Chunk>();
            long number = row == null ? 0 : row.nextNumber;
            for (var chunk : ofLane) {
                number = Math.max(number, chunk.key.number() + 1);
                (chunk.delivered ? delivered : prepared).add(chunk.chunk());
            }
            return new Known(row == null ? 0 : row.position, number, prepared, delivered);
        }
    }

    /** Something to be written, and who waits for it. */
    private record Entry(Write write, BooleanSupplier wanted, CompletableFuture<Void> done) {}

    private interface Write {
        /** @param again true if an earlier attempt may have come through */
        void run(boolean again);
    }

    ChunkStore(ChunkRepository chunks, ProgressRepository progress, TransactionOperations transactions) {
        this.chunks = chunks;
        this.progress = progress;
        this.transactions = transactions;
        this.writer = Thread.ofPlatform().daemon().name("firehose-chunks").start(this::write);
    }

    /** What an earlier run left, by stream and lane. */
    Map<Integer, Map<Integer, Known>> load() {
        var found = transactions.execute(status -> {
            var rows = chunks.findAllByOrderByKeyStreamIdAscKeyLaneAscKeyNumberAsc().stream()
                    .collect(Collectors.groupingBy(row -> new ProgressEntity.Key(row.key.streamId(), row.key.lane())));
            var known = new HashMap<Integer, Map<Integer, Known>>();
            for (var row : progress.findAll()) {
                var ofLane = rows.remove(row.key);
                lanes(known, row.key.streamId())
                        .put(row.key.lane(), Known.of(row, ofLane == null ? List.of() : ofLane));
            }
            rows.forEach((key, ofLane) -> lanes(known, key.streamId()).put(key.lane(), Known.of(null, ofLane)));
            return known;
        });
        return found == null ? Map.of() : found;
    }

    private static Map<Integer, Known> lanes(Map<Integer, Map<Integer, Known>> known, int stream) {
        return known.computeIfAbsent(stream, id -> new HashMap<>());
    }

    /**
     * Makes a chunk count: from now on it is delivered until it arrived. What is asked for first is written first.
     *
     * @param wanted false once its stream is gone and nobody cares any more
     */
    CompletableFuture<Void> prepare(Chunk chunk, BooleanSupplier wanted) {
        return add(again -> chunks.save(ChunkEntity.of(chunk, false, !again)), wanted);
    }

    /** A chunk arrived, and with it every record of its lane before a position. */
    CompletableFuture<Void> delivered(Chunk chunk, long position, BooleanSupplier wanted) {
        return add(
                again -> {
                    progress.advance(chunk.stream(), chunk.lane(), position, chunk.number() + 1);
                    if (chunk.to() > position) chunks.save(ChunkEntity.of(chunk, true, false));
                    chunks.deleteThrough(chunk.stream(), chunk.lane(), position);
                },
                wanted);
    }

    /** Forgets all of a stream that is gone. */
    CompletableFuture<Void> forget(int stream) {
        return add(
                again -> {
                    chunks.deleteAll(stream);
                    progress.deleteAll(stream);
                },
                () -> true);
    }

    private CompletableFuture<Void> add(Write write, BooleanSupplier wanted) {
        var entry = new Entry(write, wanted, new CompletableFuture<>());
        queue.add(entry);
        return entry.done;
    }

    private void write() {
        var batch = new ArrayList<Entry>();
        try {
            while (!closed) {
                var first = queue.poll(1, TimeUnit.SECONDS);
                if (first == null) continue;
                batch.clear();
                batch.add(first);
                queue.drainTo(batch, MAX_BATCH - 1);
                commit(batch);
                for (var entry : batch) entry.done.complete(null);
            }
        } catch (InterruptedException e) {
            for (var entry : batch) entry.done.cancel(false);
        }
    }

    private void commit(List<Entry> batch) throws InterruptedException {
        for (boolean again = false; !closed; again = true) {
            boolean repeated = again;
            try {
                transactions.executeWithoutResult(status -> {
                    for (var entry : batch) if (entry.wanted.getAsBoolean()) entry.write.run(repeated);
                });
                return;
            } catch (RuntimeException e) {
                log.atWarn().addKeyValue("error", e.toString()).log("progress not written yet, will try again");
                Thread.sleep(RETRY_MILLIS);
            }
        }
        throw new InterruptedException("closed");
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            writer.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // What was not written is found out by the next start; who waits for it must not wait for ever.
        for (var entry = queue.poll(); entry != null; entry = queue.poll()) entry.done.cancel(false);
    }
}
