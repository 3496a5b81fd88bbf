package io.millrace.streams.load;

import io.millrace.streams.fanout.Pushed;
import io.millrace.streams.limit.MinuteHistory;
import io.millrace.streams.stream.Stream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stream bore lately. Written by the sampling, which holds one for streams that have something to tell only; read by
 * any thread.
 */
final class StreamLoad {
    private final MinuteHistory written = new MinuteHistory();
    private final MinuteHistory refusedWrites = new MinuteHistory();
    private final MinuteHistory refusedReads = new MinuteHistory();
    private volatile StreamRates rates = StreamRates.NONE;
    // What was counted when it was sampled last.
    private Counts sampled = Counts.NONE;

    /** What is counted from the start on. */
    private record Counts(long throttledWrites, long throttledReads, long pushedRecords, long pushedBytes) {
        private static final Counts NONE = new Counts(0, 0, 0, 0);

        private static Counts of(Stream stream, @Nullable Pushed pushed) {
            long writes = 0;
            long reads = 0;
            for (var shard : stream.shards().all()) {
                writes += shard.load().throttledWrites();
                reads += shard.load().throttledReads();
            }
            return new Counts(
                    writes, reads, pushed == null ? 0 : pushed.records(), pushed == null ? 0 : pushed.bytes());
        }
    }

    /** True if a stream that has none needs one. */
    static boolean isWorthwhile(Stream stream, StreamRates ofShards, @Nullable Pushed pushed) {
        return !ofShards.isNone() || !Counts.of(stream, pushed).equals(Counts.NONE);
    }

    /** Works out what was since the last sample. @return the records and calls refused in that time */
    long sample(Stream stream, StreamRates ofShards, @Nullable Pushed pushed, long fromMillis, long toMillis) {
        double seconds = (toMillis - fromMillis) / 1000.0;
        var before = sampled;
        var counts = Counts.of(stream, pushed);
        sampled = counts;
        // The counts of a shard that was forgotten are missing from the sum.
        long writes = Math.max(0, counts.throttledWrites - before.throttledWrites);
        long reads = Math.max(0, counts.throttledReads - before.throttledReads);
        rates = ofShards.plusRead(
                (counts.pushedRecords - before.pushedRecords) / seconds,
                (counts.pushedBytes - before.pushedBytes) / seconds);
        written.add(fromMillis, toMillis, ofShards.writtenRecords());
        refusedWrites.add(fromMillis, toMillis, writes / seconds);
        refusedReads.add(fromMillis, toMillis, reads / seconds);
        return writes + reads;
    }

    StreamRates rates() {
        return rates;
    }

    /** Records written a second in each finished minute of the last hour. */
    List<Double> writtenHistory() {
        return written.finished();
    }

    /** Records refused within the last hour. */
    long throttledWrites() {
        return Math.round(refusedWrites.total());
    }

    /** Calls of GetRecords refused within the last hour. */
    long throttledReads() {
        return Math.round(refusedReads.total());
    }

    /** True if it has nothing to tell, and nothing to remember either. */
    boolean isOver() {
        return rates.isNone() && sampled.equals(Counts.NONE) && written.silent();
    }
}
