package io.millrace.firehose.delivery;

import io.millrace.firehose.stream.DeliveryStream;
import io.millrace.log.RecordLog;
import io.millrace.log.ShardLog;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The open buffer of one delivery stream, and its chunks that have not arrived. The buffer is everything in the log from
 * {@code next} on: it costs the same whether it holds one record or a million.
 *
 * <p>Woken by an append, a deadline, a chunk that arrived, or a change of the stream; whatever woke it, {@link #run} looks at
 * everything again. It runs on one thread at a time, and closes buffers as long as they are full or due. At most
 * {@link #MAX_IN_FLIGHT} chunks are on their way; beyond that the buffer just grows in the log.
 */
final class StreamBuffer {
    private static final int MAX_IN_FLIGHT = 4;

    private final Deliveries deliveries;
    private final ShardLog shard;
    private final RecordLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ShardLog.Registration appends;
    private final DeliveryFigures figures = new DeliveryFigures();
    private volatile DeliveryStream stream;
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

    StreamBuffer(Deliveries deliveries, DeliveryStream stream, ShardLog shard, RecordLog log, ChunkStore.Known known) {
        this.deliveries = deliveries;
        this.stream = stream;
        this.shard = shard;
        this.log = log;
        delivered = known.position();
        next = delivered;
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
        appends = shard.onAppend(this::appended);
        log.release(shard.key(), delivered);
    }

    DeliveryStream stream() {
        return stream;
    }

    DeliveryFigures figures() {
        return figures;
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
        return arrivalOf(delivered);
    }

    void changed(DeliveryStream now) {
        stream = now;
        wake();
    }

    /** Ends all work for a stream that is deleted. */
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
            for (var chunk = close(); chunk != null; chunk = close()) deliveries.begin(this, chunk);
        } finally {
            lock.unlock();
        }
    }

    /** @return what the buffer held if it was time to close it, or null after seeing to it that somebody wakes us */
    private @Nullable Chunk close() {
        if (gone || stream.status() != DeliveryStream.Status.ACTIVE) return null;
        if (waiting() >= MAX_IN_FLIGHT) {
            // The next chunk that arrives wakes us.
            wakeAt = Long.MAX_VALUE;
            return null;
        }
        long committed = shard.committedBytes();
        long first = arrivalOf(next);
        if (first < 0) {
            committedBefore.set(committed);
            countedFrom = next;
            wakeAt = 0;
            // An append between the look and the line above woke nobody.
            return arrivalOf(next) < 0 ? null : close();
        }
        var hints = deliveries.deliveryFor(stream).hints(stream);
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
        var chunk = new Chunk(
                stream.id(),
                nextNumber++,
                next,
                cut.to(),
                cut.records(),
                cut.bytes(),
                Instant.ofEpochMilli(first),
                deliveries.deliveryFor(stream).plan(stream, Instant.ofEpochMilli(first)));
        next = cut.to();
        if (counted) {
            committedBefore.addAndGet(cut.bytes());
            countedFrom = next;
        } else {
            countedFrom = shard.end();
        }
        inFlight.put(chunk.from(), false);
        inFlightBytes.addAndGet(chunk.bytes());
        return chunk;
    }

    /** Sees to it that somebody wakes us. @return null, unless it is time already */
    private @Nullable Chunk later(long due, long bytes) {
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

    /** When the record at or behind a position arrived, or -1 if there is none. */
    private long arrivalOf(long position) {
        long[] arrival = {-1};
        if (position < shard.end())
            shard.read(position, (at, millis, memory, key, keyLength, data, dataLength) -> {
                if (arrival[0] < 0) arrival[0] = millis;
                return false;
            });
        return arrival[0];
    }

    ChunkContent content(Chunk chunk) {
        return new ChunkContent(shard, chunk);
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

    /** What the database knows as delivered is read no more. */
    void release(long position) {
        log.release(shard.key(), position);
        wake();
    }
}
