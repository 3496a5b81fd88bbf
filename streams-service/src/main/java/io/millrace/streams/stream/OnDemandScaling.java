package io.millrace.streams.stream;

import io.millrace.streams.shard.Reshard;
import io.millrace.streams.shard.Shard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets on-demand streams grow. A stream is kept ready for twice the highest rate of writing within the last 30 days
 * (developer guide, on-demand mode); a shard takes 1 MiB and 1,000 records a second. When it has too few shards, the
 * busiest are split in their middle; so is a shard that alone takes more than half of what it may, since the keys of a
 * stream need not be spread evenly. Streams do not shrink by themselves.
 */
public final class OnDemandScaling {
    private static final Logger logger = LoggerFactory.getLogger(OnDemandScaling.class);
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final int SHARD_BYTES = 1024 * 1024;
    private static final int SHARD_RECORDS = 1000;
    /** Shards of an on-demand stream, in case its peak is that of a benchmark. */
    private static final int MAX_SHARDS = 1024;
    /** A peak is worth a write to the database if it is a tenth above the last. */
    private static final double NOTEWORTHY = 1.1;

    private final StreamStore store;
    private final Resharding resharding;
    private final InstantSource clock;

    OnDemandScaling(StreamStore store, Resharding resharding, InstantSource clock) {
        this.store = store;
        this.resharding = resharding;
        this.clock = clock;
    }

    /** Lets a stream grow if what its shards bore lately asks for it. */
    public void adjust(Stream stream) {
        if (stream.mode() != StreamMode.ON_DEMAND || stream.status() != StreamStatus.ACTIVE) return;
        var shards = stream.shards().open();
        var peak = peak(stream, shards, clock.instant());
        var busy = shardsToSplit(shards, peak);
        if (!busy.isEmpty()) {
            logger.atInfo()
                    .addKeyValue("stream", stream.name())
                    .addKeyValue("shards", shards.size())
                    .addKeyValue("more", busy.size())
                    .log("on-demand stream grows");
            resharding.grow(stream, new Reshard.Halve(busy), row -> note(row, peak));
        } else if (isNoteworthy(stream.peak(), peak)) store.update(stream.id(), row -> note(row, peak));
    }

    private static Stream.Peak peak(Stream stream, List<Shard> shards, Instant now) {
        long bytes = 0;
        long records = 0;
        for (var shard : shards) {
            bytes += (long) shard.load().latest().writtenBytes();
            records += (long) shard.load().latest().writtenRecords();
        }
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
    private static List<Integer> shardsToSplit(List<Shard> shards, Stream.Peak peak) {
        double needed = Math.max(2.0 * peak.bytes() / SHARD_BYTES, 2.0 * peak.records() / SHARD_RECORDS);
        int open = shards.size();
        int target = (int) Math.min(MAX_SHARDS, Math.ceil(needed));
        // A single key can't be split: a stream grows to twice its size for hot shards, not beyond.
        int most = Math.min(MAX_SHARDS, 2 * Math.max(target, CreateStream.DEFAULT_SHARDS));
        int missing = Math.max(0, target - open);
        long hot = shards.stream().filter(shard -> utilization(shard) > 0.5).count();
        long more = Math.min(Math.max(missing, hot), most - open);
        return shards.stream()
                .filter(shard -> shard.range().divisible())
                .sorted(Comparator.comparingDouble(OnDemandScaling::utilization).reversed())
                .limit(Math.max(0, more))
                .map(Shard::index)
                .toList();
    }

    private static double utilization(Shard shard) {
        return shard.load().latest().writeUtilization();
    }
}
