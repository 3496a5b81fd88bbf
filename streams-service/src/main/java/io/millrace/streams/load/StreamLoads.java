package io.millrace.streams.load;

import io.millrace.streams.fanout.Subscriptions;
import io.millrace.streams.limit.MinuteHistory;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.Streams;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What streams bore lately, and all of them together minute by minute. Filled with each sample; read by any thread. */
public final class StreamLoads {
    private final Streams streams;
    private final Subscriptions subscriptions;
    /** By number of the stream; idle ones have none. */
    private final Map<Long, StreamLoad> loads = new ConcurrentHashMap<>();

    private final MinuteHistory writtenRecords = new MinuteHistory();
    private final MinuteHistory writtenBytes = new MinuteHistory();
    private final MinuteHistory readRecords = new MinuteHistory();
    private final MinuteHistory readBytes = new MinuteHistory();
    private final MinuteHistory throttles = new MinuteHistory();
    private long sampledMillis;

    public StreamLoads(Streams streams, Subscriptions subscriptions) {
        this.streams = streams;
        this.subscriptions = subscriptions;
    }

    /**
     * What all streams bore in each finished minute of the last hour, the oldest first.
     *
     * @param endMillis when the last of them ended, in milliseconds since 1970; -1 before the first sample
     * @param throttles records and calls refused in a minute; the rest is a second
     */
    record Minutes(
            long endMillis,
            List<Double> writtenRecords,
            List<Double> writtenBytes,
            List<Double> readRecords,
            List<Double> readBytes,
            List<Long> throttles) {}

    /** Takes up what the shards were just sampled at. */
    synchronized void sample(long nowMillis) {
        long before = sampledMillis;
        sampledMillis = nowMillis;
        if (before == 0 || nowMillis <= before) return;
        var all = StreamRates.NONE;
        long refused = 0;
        for (var stream : streams.all()) {
            var load = sampled(stream);
            if (load == null) continue;
            refused += load.sample(
                    stream, StreamRates.ofShards(stream), subscriptions.pushed().get(stream.id()), before, nowMillis);
            all = all.plus(load.rates());
            if (load.isOver()) loads.remove(stream.id());
        }
        loads.keySet().removeIf(stream -> streams.find(stream) == null);
        writtenRecords.add(before, nowMillis, all.writtenRecords());
        writtenBytes.add(before, nowMillis, all.writtenBytes());
        readRecords.add(before, nowMillis, all.readRecords());
        readBytes.add(before, nowMillis, all.readBytes());
        throttles.add(before, nowMillis, refused * 1000.0 / (nowMillis - before));
    }

    private @Nullable StreamLoad sampled(Stream stream) {
        var known = loads.get(stream.id());
        if (known != null) return known;
        var pushed = subscriptions.pushed().get(stream.id());
        if (!StreamLoad.isWorthwhile(stream, StreamRates.ofShards(stream), pushed)) return null;
        var first = new StreamLoad();
        loads.put(stream.id(), first);
        return first;
    }

    /** What a stream bore lately; null if that is nothing. */
    @Nullable
    StreamLoad of(Stream stream) {
        return loads.get(stream.id());
    }

    synchronized Minutes minutes() {
        return new Minutes(
                writtenRecords.finishedMillis(),
                writtenRecords.finished(),
                writtenBytes.finished(),
                readRecords.finished(),
                readBytes.finished(),
                throttles.finished().stream()
                        .map(second -> Math.round(second * 60))
                        .toList());
    }
}
