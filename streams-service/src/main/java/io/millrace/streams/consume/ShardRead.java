package io.millrace.streams.consume;

import io.millrace.log.RecordVisitor;
import io.millrace.log.ShardLog;
import io.millrace.streams.shard.Shard;
import java.time.Instant;

/**
 * One reading of a shard: from a place on, within the limits of a call, past what has expired. Reads from memory when it
 * can, and says so when it can't, so that whoever must not wait for a disk can go elsewhere.
 */
public final class ShardRead {
    private final Shard shard;
    private final ShardLog log;
    private final long nowMillis;
    private final ReadLimits limits;
    private long next;
    private long lastArrival = -1;
    private long lastPosition = -1;

    ShardRead(ShardIterators.Place place, int maxRecords, Instant now) {
        this(
                place.shard(),
                place.position(),
                new ReadLimits(maxRecords, ReadLimits.MAX_BYTES, place.stream().trimHorizonMillis(now)),
                now);
    }

    /** @param from the position to start at */
    public ShardRead(Shard shard, long from, ReadLimits limits, Instant now) {
        this.shard = shard;
        this.log = shard.log();
        this.next = from;
        this.limits = limits;
        this.nowMillis = now.toEpochMilli();
    }

    /** Reads from memory only, or returns false if the disk is needed; nothing was visited then. */
    public boolean runCached(RecordVisitor visitor) {
        long went = log.readCached(next, limited(visitor));
        if (went == ShardLog.NOT_CACHED || limits.stoppedBelowHorizon()) return false;
        next = went;
        return true;
    }

    /** Reads from memory or disk; may wait. */
    public void run(RecordVisitor visitor) {
        next = log.read(next, limited(visitor));
        if (!limits.stoppedBelowHorizon()) return;
        next = Math.max(next, log.firstAtOrAfter(limits.horizonMillis()));
        next = log.read(next, limited(visitor));
    }

    private RecordVisitor limited(RecordVisitor visitor) {
        return (position, arrival, memory, key, keyLength, data, dataLength) -> {
            if (!limits.take(arrival, keyLength + dataLength)) return false;
            lastArrival = arrival;
            lastPosition = position;
            return visitor.visit(position, arrival, memory, key, keyLength, data, dataLength);
        };
    }

    /** Where the next call goes on. */
    public long next() {
        return next;
    }

    /** True if the shard is closed and everything in it was given: there is no next call. */
    boolean ended() {
        return shard.endsAt(next);
    }

    /** The position of the last record given, or -1 if none was. */
    long lastPosition() {
        return lastPosition;
    }

    /** When the last record given had arrived, in milliseconds since 1970. */
    long lastArrivalMillis() {
        return lastArrival;
    }

    public ReadLimits limits() {
        return limits;
    }

    /** How far the reader is behind, in milliseconds: 0 at the tip, else the age of the last record given. */
    public long millisBehindLatest() {
        if (next >= log.end()) return 0;
        return lastArrival < 0 ? 0 : Math.max(0, nowMillis - lastArrival);
    }
}
