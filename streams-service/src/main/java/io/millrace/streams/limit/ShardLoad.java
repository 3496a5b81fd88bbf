package io.millrace.streams.limit;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What a shard has to bear, and whether it may: shared by all who put into a shard or read from it. What was stored is
 * counted by the log; here is the rest. An idle shard has counters only.
 */
public final class ShardLoad {
    /** Who has not polled for so long is forgotten. */
    public static final Duration POLLERS_KEPT = Duration.ofHours(1);

    private final LongAdder readRecords = new LongAdder();
    private final LongAdder readBytes = new LongAdder();
    private final AtomicLong throttledWrites = new AtomicLong();
    private final AtomicLong throttledReads = new AtomicLong();
    private final AtomicLong iteratorAgeMillis = new AtomicLong();
    private volatile @Nullable ShardRates rates;
    private volatile @Nullable BusiestKeys keys;
    private volatile @Nullable MinuteHistory writeHistory;
    private volatile @Nullable Pollers pollers;
    private volatile Rates latest = Rates.NONE;
    // What was counted when it was sampled last; owned by the sampling thread.
    private long sampledMillis;
    private long sampledWriteRecords;
    private long sampledWriteBytes;
    private long sampledReadRecords;
    private long sampledReadBytes;

    /** What a shard bore each second while it was sampled. */
    public record Rates(double writtenRecords, double writtenBytes, double readRecords, double readBytes) {
        static final Rates NONE = new Rates(0, 0, 0, 0);

        private boolean isNone() {
            return writtenRecords == 0 && writtenBytes == 0 && readRecords == 0 && readBytes == 0;
        }

        /** How much of what a shard may take it was given: 1 is the limit of AWS, of records or bytes. */
        public double writeUtilization() {
            return Math.max(writtenRecords / ShardRates.WRITE_RECORDS, writtenBytes / ShardRates.WRITE_BYTES);
        }
    }

    /**
     * Works out the rates since the last call; the first only begins to count.
     *
     * @param writtenRecords records stored so far, from any beginning
     * @param writtenBytes their bytes so far, from any beginning
     */
    public void sample(long writtenRecords, long writtenBytes, long nowMillis) {
        forgetPollers(nowMillis);
        long given = readRecords();
        long givenBytes = readBytes();
        double seconds = (nowMillis - sampledMillis) / 1000.0;
        if (seconds == 0) return;
        // A clock that went back only begins to count anew.
        if (sampledMillis != 0 && seconds > 0) {
            var rates = new Rates(
                    (writtenRecords - sampledWriteRecords) / seconds,
                    (writtenBytes - sampledWriteBytes) / seconds,
                    (given - sampledReadRecords) / seconds,
                    (givenBytes - sampledReadBytes) / seconds);
            latest = rates.isNone() ? Rates.NONE : rates;
            remember(rates.writeUtilization(), nowMillis);
        }
        sampledMillis = nowMillis;
        sampledWriteRecords = writtenRecords;
        sampledWriteBytes = writtenBytes;
        sampledReadRecords = given;
        sampledReadBytes = givenBytes;
    }

    private void remember(double utilization, long nowMillis) {
        var history = writeHistory;
        if (history == null) {
            if (utilization == 0) return;
            history = new MinuteHistory();
            writeHistory = history;
        }
        history.add(sampledMillis, nowMillis, utilization);
        if (history.silent()) writeHistory = null;
    }

    /** The average write utilization of each finished minute of the last hour, the oldest first; empty if it was idle. */
    public List<Double> writeUtilizationHistory() {
        var history = writeHistory;
        return history == null ? List.of() : history.finished();
    }

    /** The highest average write utilization of a minute within the last hour. */
    public double peakWriteUtilization() {
        var history = writeHistory;
        return history == null ? 0 : history.highest();
    }

    /** The rates of the last sample. */
    public Rates latest() {
        return latest;
    }

    /** Lets a record of so many bytes in, or counts that it was refused. Only for shards whose rates are limited. */
    public boolean admitWrite(int bytes, int largest, long nowMillis) {
        if (rates(nowMillis).write(bytes, largest, nowMillis)) return true;
        throttledWrites.incrementAndGet();
        return false;
    }

    /** Lets a call of GetRecords in, or counts that it was refused. Only for shards whose rates are limited. */
    public boolean admitRead(long nowMillis) {
        if (rates(nowMillis).read(nowMillis)) return true;
        throttledReads.incrementAndGet();
        return false;
    }

    /** Lets a call of GetShardIterator in, or not. Only for shards whose rates are limited. */
    public boolean admitIterator(long nowMillis) {
        return rates(nowMillis).iterator(nowMillis);
    }

    /** Notes what a call of GetRecords was given. */
    public void wasRead(int records, long bytes, long behindMillis, long nowMillis) {
        readRecords.add(records);
        readBytes.add(bytes);
        iteratorAgeMillis.set(behindMillis);
        var limited = rates;
        if (limited != null) limited.wasRead(bytes, nowMillis);
    }

    /**
     * Who polls, so that what comes of a call can be noted.
     *
     * @param address where the call comes from, if that is known
     */
    public Poller poller(String accessKeyId, String userAgent, @Nullable InetAddress address, long nowMillis) {
        var known = pollers;
        return (known == null ? firstPollers() : known).of(accessKeyId, userAgent, address, nowMillis);
    }

    private synchronized Pollers firstPollers() {
        var known = pollers;
        if (known == null) {
            known = new Pollers();
            pollers = known;
        }
        return known;
    }

    private void forgetPollers(long nowMillis) {
        var known = pollers;
        if (known != null && known.forgetBefore(nowMillis - POLLERS_KEPT.toMillis())) pollers = null;
    }

    /** Who polled since a time, as far back as {@link #POLLERS_KEPT}. */
    public List<Poller.Seen> pollersSince(long millis) {
        var known = pollers;
        return known == null ? List.of() : known.seenSince(millis);
    }

    /**
     * How far the poller furthest behind is, of those seen since a time; -1 if there was none.
     *
     * @param end the position after the shard's last record
     */
    public long worstBehindMillis(long end, long sinceMillis, long nowMillis) {
        var known = pollers;
        return known == null ? -1 : known.worstBehindMillis(end, sinceMillis, nowMillis);
    }

    /** Notes the partition key of one of many records; which, is for the caller to choose evenly. */
    public void sampledKey(long hash, byte[] bytes, int offset, int length) {
        var busiest = keys;
        if (busiest == null) {
            busiest = new BusiestKeys();
            keys = busiest;
        }
        busiest.add(hash, bytes, offset, length);
    }

    private ShardRates rates(long nowMillis) {
        var existing = rates;
        if (existing != null) return existing;
        synchronized (this) {
            existing = rates;
            if (existing == null) {
                existing = new ShardRates(nowMillis);
                rates = existing;
            }
            return existing;
        }
    }

    /** Records given to pollers, since the start. */
    public long readRecords() {
        return readRecords.sum();
    }

    /** Bytes of keys and data given to pollers, since the start. */
    public long readBytes() {
        return readBytes.sum();
    }

    /** Records refused, since the start. */
    public long throttledWrites() {
        return throttledWrites.get();
    }

    /** Calls of GetRecords refused, since the start. */
    public long throttledReads() {
        return throttledReads.get();
    }

    /** How far the last poller was behind, in milliseconds. */
    public long iteratorAgeMillis() {
        return iteratorAgeMillis.get();
    }

    /** The partition keys of most records lately, the busiest first. */
    public List<BusiestKeys.Key> busiestKeys() {
        var busiest = keys;
        return busiest == null ? List.of() : busiest.list();
    }

    /** Lets what is past weigh less: half as much as before. */
    public void age() {
        var busiest = keys;
        if (busiest != null) busiest.age();
    }
}
