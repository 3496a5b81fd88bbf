package io.millrace.firehose.delivery;

import io.millrace.firehose.stream.DeliveryStream;
import io.millrace.log.AppendBatch;
import io.millrace.log.LogException;
import io.millrace.log.RecordLog;
import io.millrace.log.ShardKey;
import io.millrace.log.ShardLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A delivery stream at work. Its records lie in lanes, each with a buffer of its own:
 *
 * <pre>
 * lane 0     shard 0    records as they came: delivered from here, or processed
 * lane 1     shard 0    the same once more, for the bucket that keeps what came in
 *            shard 1    marks: how far lane 0 is processed, and how many lanes there are
 * lane 16... shard 16...  what processing made: a partition each, or records that failed for one reason
 * </pre>
 *
 * Processed records go to their lanes in one batch of the log with the mark behind them. The log keeps or loses a batch whole,
 * so after a crash every record was processed and laid in its lane exactly once. A lane that is empty takes another route, so
 * there are never more lanes than there were partitions at a time.
 */
final class StreamLanes {
    static final int SOURCE = 0;
    static final int BACKUP = 1;

    /** Partitions that a stream may have at a time; AWS's limit for a delivery stream (its quotas page). */
    static final int ACTIVE_PARTITIONS = 500;

    private static final int MARKS = 1;
    private static final int FIRST_ROUTED = 16;
    private static final int MARK_BYTES = Long.BYTES + Integer.BYTES;

    private final Deliveries deliveries;
    private final RecordLog log;
    private final DeliveryFigures figures = new DeliveryFigures();
    private final Map<Integer, LaneBuffer> lanes = new ConcurrentHashMap<>();
    private final ShardLog marks;
    private volatile DeliveryStream stream;
    private volatile boolean gone;

    private final ReentrantLock lock = new ReentrantLock();

    // Below: under the lock.
    private final Map<Route, LaneBuffer> byRoute = new HashMap<>();
    private int lastLane = FIRST_ROUTED - 1;
    /** As the last mark says. */
    private long processedTo;

    private int markedLane = lastLane;

    /** A record for a lane. */
    record Made(Route route, long arrivalMillis, byte[] record) {}

    StreamLanes(Deliveries deliveries, DeliveryStream stream, RecordLog log, Map<Integer, ChunkStore.Known> known) {
        this.deliveries = deliveries;
        this.stream = stream;
        this.log = log;
        marks = shard(MARKS);
        readMark();
        open(SOURCE, Route.DESTINATION, known, processedTo);
        if (lacksBackup()) open(BACKUP, Route.BACKUP, known, 0);
        for (int lane = FIRST_ROUTED; lane <= lastLane; lane++) {
            long from = known.getOrDefault(lane, ChunkStore.Known.NOTHING).position();
            var found = new Route[1];
            shard(lane).read(from, (position, arrival, memory, key, keyLength, data, dataLength) -> {
                if (found[0] != null) return false;
                found[0] = LaneRecord.route(memory, key, keyLength);
                return true;
            });
            var buffer = open(lane, found[0] == null ? Route.DESTINATION : found[0], known, from);
            if (found[0] != null) byRoute.put(found[0], buffer);
        }
        // Only now that it is known who reads what: the first to be done releases what nobody else needs.
        for (var buffer : lanes.values()) begin(buffer, known);
    }

    private void begin(LaneBuffer buffer, Map<Integer, ChunkStore.Known> known) {
        release(buffer.shard());
        for (var chunk :
                known.getOrDefault(buffer.lane(), ChunkStore.Known.NOTHING).prepared())
            deliveries.resume(buffer, chunk);
        buffer.wake();
    }

    private ShardLog shard(int number) {
        return log.shard(new ShardKey(stream.id(), number));
    }

    private void readMark() {
        marks.read(marks.start(), (position, arrival, memory, key, keyLength, data, dataLength) -> {
            processedTo = memory.getLong(data);
            lastLane = memory.getInt(data + Long.BYTES);
            return true;
        });
        markedLane = lastLane;
    }

    private LaneBuffer open(int lane, Route route, Map<Integer, ChunkStore.Known> known, long from) {
        var shard = shard(lane == BACKUP ? SOURCE : lane);
        var left = known.getOrDefault(lane, ChunkStore.Known.NOTHING);
        var buffer = new LaneBuffer(deliveries, this, lane, route, shard, left, from);
        lanes.put(lane, buffer);
        return buffer;
    }

    private boolean lacksBackup() {
        return stream.destination().backup() != null && !lanes.containsKey(BACKUP);
    }

    DeliveryStream stream() {
        return stream;
    }

    DeliveryFigures figures() {
        return figures;
    }

    void changed(DeliveryStream now) {
        stream = now;
        // What came before a backup was asked for is not in it.
        if (lacksBackup()) open(BACKUP, Route.BACKUP, Map.of(), shard(SOURCE).end());
        for (var buffer : lanes.values()) buffer.wake();
    }

    /** Ends all work for a stream that is deleted. */
    void end() {
        gone = true;
        for (var buffer : lanes.values()) buffer.end();
    }

    /** Bytes that were accepted and not delivered; asked with every put, so it waits for nothing. */
    long backlogBytes() {
        long source = 0;
        long made = 0;
        for (var buffer : lanes.values()) {
            if (buffer.lane() < FIRST_ROUTED) source = Math.max(source, buffer.backlogBytes());
            else made += buffer.backlogBytes();
        }
        return source + made;
    }

    /** When the oldest record arrived that is not delivered, in milliseconds since 1970, or -1 if there is none. */
    long oldestMillis() {
        long oldest = -1;
        for (var buffer : lanes.values()) {
            long millis = buffer.oldestMillis();
            if (millis >= 0 && (oldest < 0 || millis < oldest)) oldest = millis;
        }
        return oldest;
    }

    /** Tells the log what no lane of a shard will read again. */
    void release(ShardLog shard) {
        long position = Long.MAX_VALUE;
        for (var buffer : lanes.values())
            if (buffer.shard().key().equals(shard.key())) position = Math.min(position, buffer.released());
        if (position < Long.MAX_VALUE) log.release(shard.key(), position);
    }

    /**
     * Lays records in their lanes, durably, and remembers how far the source is processed.
     *
     * @param processed the position behind the last record of the source that these are made of; -1 if they are not made of it
     * @throws LogException if none of it was kept
     */
    void append(List<Made> made, long processed) {
        lock.lock();
        try {
            if (gone) return;
            var batch = new AppendBatch(made.size() + 1, MARK_BYTES);
            var used = new HashSet<LaneBuffer>();
            for (var record : made) add(record, batch, used);
            long mark = Math.max(processedTo, processed);
            boolean marked = mark > processedTo || lastLane > markedLane;
            if (marked) addMark(mark, batch);
            if (batch.size() == 0) return;
            log.appendAndWait(batch);
            if (!marked || batch.refused() > 0) return;
            processedTo = mark;
            markedLane = lastLane;
            log.release(marks.key(), batch.position(batch.size() - 1));
        } finally {
            lock.unlock();
        }
    }

    private void addMark(long processed, AppendBatch batch) {
        int offset = batch.add(marks, 0, MARK_BYTES);
        ByteBuffer.wrap(batch.buffer(), offset, MARK_BYTES).putLong(processed).putInt(lastLane);
    }

    private void add(Made made, AppendBatch batch, Set<LaneBuffer> used) {
        var route = made.route();
        byte[] record = made.record();
        var lane = laneFor(route, used);
        if (lane == null) {
            route = Route.error("activePartitionExceeded");
            record = new FailedRecord(
                            "DynamicPartitioning.ActivePartitionsLimitExceeded",
                            "More than " + ACTIVE_PARTITIONS + " partitions are active.",
                            1,
                            made.arrivalMillis(),
                            deliveries.nowMillis(),
                            record)
                    .line();
            lane = Objects.requireNonNull(laneFor(route, used));
        }
        used.add(lane);
        byte[] routeBytes = lane.routeBytes();
        int offset = batch.add(lane.shard(), LaneRecord.keyLength(routeBytes), record.length);
        var buffer = ByteBuffer.wrap(batch.buffer()).position(offset);
        LaneRecord.putKey(made.arrivalMillis(), routeBytes, buffer);
        buffer.put(record);
    }

    /** @return null if there are too many partitions for another one */
    private @Nullable LaneBuffer laneFor(Route route, Set<LaneBuffer> used) {
        var known = byRoute.get(route);
        if (known != null) return known;
        LaneBuffer free = null;
        int partitions = 0;
        for (var lane : lanes.values()) {
            if (lane.lane() < FIRST_ROUTED) continue;
            if (lane.idle() && !used.contains(lane)) free = lane;
            else if (lane.route().kind() == Route.Kind.DESTINATION) partitions++;
        }
        if (route.kind() == Route.Kind.DESTINATION && partitions >= ACTIVE_PARTITIONS) return null;
        if (free == null) {
            free = open(++lastLane, route, Map.of(), 0);
        } else {
            byRoute.remove(free.route(), free);
            free.reroute(route);
        }
        byRoute.put(route, free);
        return free;
    }

    /** What processing gives. */
    static final class Output implements Processing.Output {
        private static final long MOST_BYTES = 4 << 20;
        private final List<Made> made = new ArrayList<>();

        /** Memory that a chunk's records and what is made of them take, as far as can be told beforehand. */
        static long roomFor(Chunk chunk) {
            return chunk.bytes() + Math.min(MOST_BYTES, 4 * chunk.bytes()) + (64 << 10);
        }

        @Override
        public void add(Route route, long arrivalMillis, byte[] record) {
            made.add(new Made(route, arrivalMillis, record));
        }

        List<Made> made() {
            return made;
        }
    }
}
