package io.millrace.firehose.delivery;

import io.millrace.firehose.stream.DeliveryStream;
import io.millrace.log.ShardLog;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The open buffer of a lane, and its chunks that have not arrived. The buffer is everything in the lane's shard of the log from
 * {@code next} on: it costs the same whether it holds one record or a million.
 *
 * <p>Woken by an append, a deadline, a chunk that arrived, or a change of the stream; whatever woke it, {@link #run} looks at
 * everything again. It runs on one thread at a time, and closes buffers as long as they are full or due. At most
 * {@link #MAX_IN_FLIGHT} chunks are on their way, and one is processed; beyond that the buffer just grows in the log.
 */
final class LaneBuffer {
    private static final int MAX_IN_FLIGHT = 4;

    private final Deliveries deliveries;
    private final StreamLanes lanes;
    private final int lane;
    private final ShardLog shard;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ShardLog.Registration appends;
    private volatile Route route;
    private volatile byte[] routeBytes;
    private volatile boolean gone;
    /** Committed bytes of the shard at which the buffer is full, as far as is known; 0 asks to be woken by any append. */
    private volatile long wakeAt;
    /** As {@code wakeAt} counts: what was committed before the open buffer. Written under the lock. */
    private final AtomicLong committedBefore = new AtomicLong();
    /** Of chunks that have not arrived. Written under the lock. */
    private final AtomicLong inFlightBytes = new AtomicLong();

    // Below: under the lock.
    private long next;
    private long nextNumber;
    /** While the buffer begins before it, {@code committedBefore} says nothing of the buffer. */
    private long countedFrom;

    /** When the earliest deadline is that will wake us. */
    private long armedFor = Long.MAX_VALUE;
    /** Every record before it is delivered. */
    private volatile long delivered;

    /** Chunks that are not delivered, or not all before them are; true for those that arrived. By their first position. */
    private final TreeMap<Long, Boolean> inFlight = new TreeMap<>();

    /** Below it nobody reads the lane's shard for this lane again. */
    private volatile long released;

    /** @param from where it begins at the earliest */
    LaneBuffer(
            Deliveries deliveries,
            StreamLanes lanes,
            int lane,
            Route route,
            ShardLog shard,
            ChunkStore.Known known,
            long from) {
        this.deliveries = deliveries;
        this.lanes = lanes;
        this.lane = lane;
        this.route = route;
        this.routeBytes = route.bytes();
        this.shard = shard;
        next = Math.max(known.position(), from);
        nextNumber = known.nextNumber();
        for (var chunk : known.delivered()) {
            inFlight.put(chunk.from(), true);
            next = Math.max(next, chunk.to());
        }
        for (var chunk : known.prepared()) {
            inFlight.put(chunk.from(), false);
            inFlightBytes.addAndGet(chunk.bytes());
            next = Math.max(next, chunk.to());
        }
        // The log counts from its opening: how much lies here from before, the first cuts find out.
        committedBefore.set(shard.committedBytes());
        countedFrom = shard.end();
        delivered = inFlight.isEmpty() ? next : Math.min(next, inFlight.firstKey());
        released = delivered;
        appends = shard.onAppend(this::appended);
    }

    StreamLanes lanes() {
        return lanes;
    }

    DeliveryStream stream() {
        return lanes.stream();
    }

    int lane() {
        return lane;
    }

    ShardLog shard() {
        return shard;
    }

    Route route() {
        return route;
    }

    byte[] routeBytes() {
        return routeBytes;
    }

    long released() {
        return released;
    }

    /** True if it holds nothing and nothing of it is under way, so that it can take records of another route. */
    boolean idle() {
        return released >= shard.end();
    }

    /** Only while it is idle. */
    void reroute(Route other) {
        route = other;
        routeBytes = other.bytes();
    }

    boolean gone() {
        return gone;
    }

    /** Bytes that were accepted and not delivered; asked with every put, so it waits for nothing. */
    long backlogBytes() {
        return Math.max(0, shard.committedBytes() - committedBefore.get()) + inFlightBytes.get();
    }

    /** When the oldest record arrived that is not delivered, in milliseconds since 1970, or -1 if there is none. */
    long oldestMillis() {
        return Cut.of(shard, delivered, 1).oldestMillis();
    }

    /** Ends all work, for a stream that is deleted or a service that ends. */
    void end() {
        gone = true;
        appends.close();
    }

    /** On the log's commit thread. */
    private void appended() {
        if (shard.committedBytes() >= wakeAt) wake();
    }

    void wake() {
        if (!gone && woken.compareAndSet(false, true)) deliveries.run(this::run);
    }

    private void run() {
        woken.set(false);
        lock.lock();
        try {
            for (var closed = close(); closed != null; closed = close())
                if (closed.processing == null) deliveries.begin(this, closed.chunk);
                else deliveries.process(this, closed.chunk, closed.processing);
        } finally {
            lock.unlock();
        }
    }

    /** @param processing what the chunk goes to, or null if it is delivered */
    private record Closed(Chunk chunk, @Nullable Processing processing) {}

    /** @return what the buffer held if it was time to close it, or null after seeing to it that somebody wakes us */
    private @Nullable Closed close() {
        var stream = stream();
        if (gone || stream.status() != DeliveryStream.Status.ACTIVE) return null;
        var processing = lane == StreamLanes.SOURCE ? deliveries.processingOf(stream) : null;
        if (waiting() >= (processing == null ? MAX_IN_FLIGHT : 1)) {
            // The next chunk that arrives wakes us.
            wakeAt = Long.MAX_VALUE;
            return null;
        }
        long committed = shard.committedBytes();
        long end = shard.end();
        long first = arrivalOf(next);
        if (first < 0) {
            // Positions may go on further up than the last record: a lane with nothing in it is idle all the same.
            next = Math.max(next, end);
            // Unless it is yet to be written that the last chunk arrived: a start in between reads its records again.
            if (inFlight.isEmpty() && released >= delivered) {
                delivered = next;
                released = next;
            }
            committedBefore.set(committed);
            countedFrom = next;
            wakeAt = 0;
            // An append between the look and the line above woke nobody.
            return arrivalOf(next) < 0 ? null : close();
        }
        var way = processing == null ? deliveries.deliveryFor(stream, route) : null;
        var hints = processing != null
                ? processing.hints(stream)
                : Objects.requireNonNull(way).hints(stream, route);
        long due = first + Math.max(hints.interval().toMillis(), Deliveries.LINGER_MILLIS);
        boolean over = due <= deliveries.nowMillis();
        boolean counted = next >= countedFrom;
        if (!over && counted && committed - committedBefore.get() < hints.bytes()) return later(due, hints.bytes());
        var cut = Cut.of(shard, next, hints.bytes());
        if (!over && cut.bytes() < hints.bytes()) {
            committedBefore.set(committed - cut.bytes());
            countedFrom = next;
            return later(due, hints.bytes());
        }
        // A deadline that is set stays: it wakes us once for nothing, where one for each chunk would pile up.
        var oldest = Instant.ofEpochMilli(cut.oldestMillis());
        var chunk = new Chunk(
                stream.id(),
                lane,
                nextNumber++,
                next,
                cut.to(),
                cut.records(),
                cut.bytes(),
                oldest,
                way == null ? "" : way.plan(stream, route, oldest));
        next = cut.to();
        if (counted) {
            committedBefore.addAndGet(cut.bytes());
            countedFrom = next;
        } else {
            countedFrom = shard.end();
        }
        inFlight.put(chunk.from(), false);
        inFlightBytes.addAndGet(chunk.bytes());
        return new Closed(chunk, processing);
    }

    /** Sees to it that somebody wakes us. @return null, unless it is time already */
    private @Nullable Closed later(long due, long bytes) {
        wakeAt = committedBefore.get() + bytes;
        if (due < armedFor) {
            armedFor = due;
            deliveries.at(due, this::dueNow);
        }
        return shard.committedBytes() >= wakeAt ? close() : null;
    }

    private void dueNow() {
        lock.lock();
        try {
            armedFor = Long.MAX_VALUE;
        } finally {
            lock.unlock();
        }
        wake();
    }

    private long waiting() {
        return inFlight.values().stream().filter(arrived -> !arrived).count();
    }

    /** When the log got the record at or behind a position, or -1 if there is none. */
    private long arrivalOf(long position) {
        long[] arrival = {-1};
        if (position < shard.end())
            shard.read(position, (at, millis, memory, key, keyLength, data, dataLength) -> {
                if (arrival[0] < 0) arrival[0] = millis;
                return false;
            });
        return arrival[0];
    }

    /** @param from a position of the chunk where it is to be begun */
    ChunkContent content(Chunk chunk, long from) {
        return new ChunkContent(shard, chunk, from);
    }

    /** A chunk is there for good. @return the position before which everything is */
    long arrived(Chunk chunk) {
        lock.lock();
        try {
            inFlight.put(chunk.from(), true);
            inFlightBytes.addAndGet(-chunk.bytes());
            long position = next;
            while (!inFlight.isEmpty()) {
                var oldest = inFlight.firstEntry();
                if (!oldest.getValue()) {
                    position = oldest.getKey();
                    break;
                }
                inFlight.remove(oldest.getKey());
            }
            delivered = Math.max(delivered, position);
            return delivered;
        } finally {
            lock.unlock();
        }
    }

    /** What is known as delivered, durably, is read no more. */
    void release(long position) {
        lock.lock();
        try {
            released = Math.max(released, position);
        } finally {
            lock.unlock();
        }
        lanes.release(shard);
        wake();
    }
}
