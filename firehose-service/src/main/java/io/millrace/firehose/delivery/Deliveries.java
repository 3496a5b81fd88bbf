package io.millrace.firehose.delivery;

import io.millrace.firehose.stream.DeliveryStream;
import io.millrace.firehose.stream.DeliveryStreams;
import io.millrace.log.LogException;
import io.millrace.log.RecordLog;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All delivery streams at work. A chunk is a virtual thread from the moment it is closed until it is there: it waits for its
 * row, for its target, and between attempts, and costs next to nothing while it does. What was under way when the service ended
 * is taken up by {@link #start}.
 */
public final class Deliveries implements DeliveryStreams.Follower, AutoCloseable {
    /** How long a buffer without an interval gathers. */
    static final long LINGER_MILLIS = 200;

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private final List<Delivery> ways;
    private final List<Processing> processings;
    private final ChunkStore store;
    private final RecordLog records;
    private final DeliveryMetrics metrics;
    private final MemoryLedger ledger;
    private final InstantSource clock;
    private final Deadlines deadlines;
    private final Map<Integer, StreamLanes> lanesByStream = new ConcurrentHashMap<>();
    private volatile Map<Integer, Map<Integer, ChunkStore.Known>> left = Map.of();
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private volatile boolean closed;

    /** @param threads one for each task, which may wait for long */
    Deliveries(
            List<Delivery> ways,
            List<Processing> processings,
            ChunkStore store,
            RecordLog records,
            DeliveryMetrics metrics,
            MemoryLedger ledger,
            ExecutorService threads,
            InstantSource clock) {
        this.threads = threads;
        this.ways = List.copyOf(ways);
        this.processings = List.copyOf(processings);
        this.store = store;
        this.records = records;
        this.metrics = metrics;
        this.ledger = ledger;
        this.clock = clock;
        this.deadlines = new Deadlines(clock);
    }

    /** Takes up every stream there is, and from now on every change. */
    public void start(DeliveryStreams streams) {
        left = store.load();
        streams.follow(this);
        forgetThoseThatAreGone(streams);
        left = Map.of();
    }

    /** A stream's row goes first, and what it held after it: a crash in between is made good here. */
    private void forgetThoseThatAreGone(DeliveryStreams streams) {
        var known = new HashSet<>(left.keySet());
        for (var stored : records.stored()) known.add(Math.toIntExact(stored.stream()));
        for (int id : known) if (streams.find(id) == null) forget(id);
    }

    private void forget(int id) {
        run(() -> {
            records.delete(id);
            store.forget(id);
        });
    }

    @Override
    public void changed(DeliveryStream now) {
        switch (now.status()) {
            case CREATING, CREATING_FAILED -> {}
            case ACTIVE -> {
                var lanes = lanesByStream.get(now.id());
                if (lanes == null) open(now);
                else lanes.changed(now);
            }
            case DELETING, DELETING_FAILED -> end(now.id());
        }
    }

    /** What was not delivered is discarded with its stream, as AWS does. */
    @Override
    public void removed(DeliveryStream last) {
        end(last.id());
        forget(last.id());
    }

    private void open(DeliveryStream stream) {
        // A stream that is made later has nothing in the table.
        var lanes = new StreamLanes(this, stream, records, left.getOrDefault(stream.id(), Map.of()));
        lanesByStream.put(stream.id(), lanes);
        metrics.begin(lanes);
    }

    private void end(int id) {
        var lanes = lanesByStream.remove(id);
        if (lanes == null) return;
        lanes.end();
        metrics.end(lanes);
    }

    /** Bytes of a stream that were accepted and not delivered. */
    public long backlogBytes(int stream) {
        var lanes = lanesByStream.get(stream);
        return lanes == null ? 0 : lanes.backlogBytes();
    }

    Delivery deliveryFor(DeliveryStream stream, Route route) {
        for (var way : ways) if (way.serves(stream.destination(), route)) return way;
        throw new IllegalStateException("no way for stream " + stream.id() + " along " + route.kind());
    }

    /** What a stream's records must pass through, or null if they are delivered as they came. */
    @Nullable
    Processing processingOf(DeliveryStream stream) {
        for (var processing : processings) if (processing.needed(stream)) return processing;
        return null;
    }

    long nowMillis() {
        return clock.millis();
    }

    void at(long millis, Runnable wake) {
        deadlines.at(millis, wake);
    }

    void run(Runnable work) {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (LogException e) {
                    if (e.reason() != LogException.Reason.CLOSED)
                        log.atError().setCause(e).log("the log failed under a delivery");
                } catch (RuntimeException e) {
                    log.atError().setCause(e).log("a delivery ended");
                }
            });
        } catch (RejectedExecutionException e) {
            // The service ends: the next start takes it up.
        }
    }

    /**
     * Takes a chunk over. Called in the order of a stream's chunks: a row that were there without the one before it would make
     * the next start take the records in between for delivered.
     */
    void begin(LaneBuffer buffer, Chunk chunk) {
        deliver(buffer, chunk, store.prepare(chunk, () -> !buffer.gone()));
    }

    /** Takes over a chunk that an earlier run had begun with. */
    void resume(LaneBuffer buffer, Chunk chunk) {
        deliver(buffer, chunk, CompletableFuture.completedFuture(null));
    }

    private void deliver(LaneBuffer buffer, Chunk chunk, CompletableFuture<Void> prepared) {
        run(() -> {
            try {
                prepared.join();
                deliver(buffer, chunk);
                if (buffer.gone()) return;
                long position = buffer.arrived(chunk);
                buffer.wake();
                store.delivered(chunk, position, () -> !buffer.gone()).join();
                buffer.release(position);
            } catch (InterruptedException | CancellationException e) {
                // The service ends: the next start takes it up.
            }
        });
    }

    /** Lets a chunk be processed. It has no row: the mark behind what is made of it tells how far it came. */
    void process(LaneBuffer buffer, Chunk chunk, Processing processing) {
        run(() -> {
            try {
                var pause = new Breaker();
                for (long at = chunk.from(); at < chunk.to() && !buffer.gone(); ) {
                    pause.enter();
                    at = processFrom(at, buffer, chunk, processing, pause);
                }
                if (buffer.gone()) return;
                long position = buffer.arrived(chunk);
                buffer.release(position);
            } catch (InterruptedException e) {
                // The service ends: the next start goes on from the last mark.
            }
        });
    }

    /** @return where to go on */
    private long processFrom(long at, LaneBuffer buffer, Chunk chunk, Processing processing, Breaker pause)
            throws InterruptedException {
        var stream = buffer.stream();
        try (var _ = ledger.claim(StreamLanes.Output.roomFor(chunk))) {
            var output = new StreamLanes.Output();
            long next = processing.process(stream, chunk, buffer.content(chunk, at), output);
            buffer.lanes().append(output.made(), next);
            pause.succeeded();
            return next;
        } catch (LogException e) {
            if (e.reason() == LogException.Reason.CLOSED) throw new InterruptedException("closed");
            log.atError().setCause(e).addKeyValue("stream", stream.name()).log("the log failed under processing");
        } catch (IOException | RuntimeException e) {
            if (closed) throw new InterruptedException("closed");
            // A fault of ours: the records are in the log, and tried again when that is mended.
            log.atError().setCause(e).addKeyValue("stream", stream.name()).log("processing failed");
        }
        pause.failed();
        return at;
    }

    private void deliver(LaneBuffer buffer, Chunk chunk) throws InterruptedException {
        var content = buffer.content(chunk, chunk.from());
        while (!buffer.gone()) {
            var stream = buffer.stream();
            var way = deliveryFor(stream, buffer.route());
            var breaker = breakers.computeIfAbsent(way.target(stream, chunk), target -> new Breaker());
            breaker.enter();
            if (buffer.gone()) {
                breaker.left();
                return;
            }
            try {
                way.deliver(stream, chunk, content);
                breaker.succeeded();
                if (buffer.route().kind() == Route.Kind.DESTINATION)
                    buffer.lanes().figures().delivered(chunk);
                return;
            } catch (DeliveryFailure e) {
                breaker.failed();
                buffer.lanes().figures().failed();
                log.atWarn()
                        .addKeyValue("stream", stream.name())
                        .addKeyValue("lane", chunk.lane())
                        .addKeyValue("chunk", chunk.number())
                        .addKeyValue("error", e.code() + ": " + e.getMessage())
                        .log("not delivered yet, will try again");
            } catch (LogException e) {
                if (e.reason() == LogException.Reason.CLOSED) throw new InterruptedException("closed");
                breaker.failed();
                log.atError().setCause(e).addKeyValue("stream", stream.name()).log("a chunk can't be read");
            } catch (RuntimeException e) {
                if (closed) throw new InterruptedException("closed");
                // A fault of ours: the records are in the log, and tried again when that is mended.
                breaker.failed();
                log.atError().setCause(e).addKeyValue("stream", stream.name()).log("a delivery failed");
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        deadlines.close();
        threads.shutdownNow();
        for (var lanes : lanesByStream.values()) lanes.end();
        store.close();
    }
}
