package io.millrace.streams.stream;

import io.millrace.streams.shard.Reshard;
import io.millrace.streams.shard.Shard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets on-demand streams grow. A stream is kept ready for twice the highest rate of writing within the last 30 days
 * (developer guide, on-demand mode); a shard takes 1 MiB and 1,000 records a second. When it has too few shards, the
 * busiest are split in their middle; so is a shard that alone takes more than half of what it may, since the keys of a
 * stream need not be spread evenly. Streams do not shrink by themselves.
 */
final class OnDemandScaling implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(OnDemandScaling.class);
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final int SHARD_BYTES = 1024 * 1024;
    private static final int SHARD_RECORDS = 1000;
    /** Shards of an on-demand stream, in case its peak is that of a benchmark. */
    private static final int MAX_SHARDS = 1024;
    /** A peak is worth a write to the database if it is a tenth above the last. */
    private static final double NOTEWORTHY = 1.1;

    private final Streams streams;
    private final StreamStore store;
    private final Resharding resharding;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor thread;
    private final Map<Long, Sample> samples = new HashMap<>();

    OnDemandScaling(Streams streams, StreamStore store, Resharding resharding, Duration period, InstantSource clock) {
        this.streams = streams;
        this.store = store;
        this.resharding = resharding;
        this.clock = clock;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("on-demand-scaling").factory());
        thread.scheduleWithFixedDelay(this::observe, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How much each shard had been given at a time. */
    private record Sample(long millis, Map<Integer, Written> shards) {}

    private record Written(long records, long bytes) {}

    /** What a shard is given, a second. */
    private record Rate(Shard shard, double records, double bytes) {
        /** How many shards it would take to take that. */
        double shards() {
            return Math.max(records / SHARD_RECORDS, bytes / SHARD_BYTES);
        }
    }

    /** Looks at what was written since the last time, and lets grow what is too small. */
    synchronized void observe() {
        samples.keySet().removeIf(id -> streams.find(id) == null);
        for (var stream : streams.all())
            try {
                if (stream.mode() == StreamMode.ON_DEMAND) observe(stream);
                else samples.remove(stream.id());
            } catch (RuntimeException e) {
                logger.atWarn()
                        .addKeyValue("stream", stream.name())
                        .addKeyValue("error", e.toString())
                        .log("on-demand stream not grown yet");
            }
    }

    private void observe(Stream stream) {
        long now = clock.millis();
        var shards = new HashMap<Integer, Written>();
        for (var shard : stream.shards().open())
            shards.put(shard.index(), new Written(shard.log().end(), shard.log().committedBytes()));
        var before = samples.put(stream.id(), new Sample(now, shards));
        if (before == null || now <= before.millis || stream.status() != StreamStatus.ACTIVE) return;
        var rates = rates(stream, before, (now - before.millis) / 1000.0);
        var peak = peak(stream, rates, Instant.ofEpochMilli(now));
        var busy = shardsToSplit(rates, peak);
        if (!busy.isEmpty()) {
            logger.atInfo()
                    .addKeyValue("stream", stream.name())
                    .addKeyValue("shards", stream.shards().openCount())
                    .addKeyValue("more", busy.size())
                    .log("on-demand stream grows");
            resharding.grow(stream, new Reshard.Halve(busy), row -> note(row, peak));
        } else if (isNoteworthy(stream.peak(), peak)) store.update(stream.id(), row -> note(row, peak));
    }

    private static List<Rate> rates(Stream stream, Sample before, double seconds) {
        var rates = new ArrayList<Rate>();
        for (var shard : stream.shards().open()) {
            var then = before.shards.get(shard.index());
            long records = shard.log().end() - (then == null ? shard.log().start() : then.records);
            long bytes = shard.log().committedBytes() - (then == null ? 0 : then.bytes);
            rates.add(new Rate(shard, records / seconds, bytes / seconds));
        }
        return rates;
    }

    private static Stream.Peak peak(Stream stream, List<Rate> rates, Instant now) {
        long bytes = (long) rates.stream().mapToDouble(Rate::bytes).sum();
        long records = (long) rates.stream().mapToDouble(Rate::records).sum();
        var known = stream.peak();
        if (known.since().plus(WINDOW).isBefore(now)) return new Stream.Peak(bytes, records, now);
        return new Stream.Peak(Math.max(bytes, known.bytes()), Math.max(records, known.records()), known.since());
    }

    private static boolean isNoteworthy(Stream.Peak known, Stream.Peak peak) {
        return !peak.since().equals(known.since())
                || peak.bytes() > known.bytes() * NOTEWORTHY
                || peak.records() > known.records() * NOTEWORTHY;
    }

    private static void note(StreamEntity row, Stream.Peak peak) {
        row.peakBytes = peak.bytes();
        row.peakRecords = peak.records();
        row.peakSince = peak.since();
    }

    /** The busiest shards, as many as are missing; none if the stream is large enough. */
    private static List<Integer> shardsToSplit(List<Rate> rates, Stream.Peak peak) {
        double needed = Math.max(2.0 * peak.bytes() / SHARD_BYTES, 2.0 * peak.records() / SHARD_RECORDS);
        int open = rates.size();
        int target = (int) Math.min(MAX_SHARDS, Math.ceil(needed));
        // A single key can't be split: a stream grows to twice its size for hot shards, not beyond.
        int most = Math.max(target, Math.min(MAX_SHARDS, 2 * Math.max(target, CreateStream.DEFAULT_SHARDS)));
        int missing = Math.max(0, target - open);
        long hot = rates.stream().filter(rate -> rate.shards() > 0.5).count();
        long more = Math.min(Math.max(missing, hot), most - open);
        return rates.stream()
                .filter(rate -> rate.shard.range().divisible())
                .sorted(Comparator.comparingDouble(Rate::shards).reversed())
                .limit(Math.max(0, more))
                .map(rate -> rate.shard.index())
                .toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
