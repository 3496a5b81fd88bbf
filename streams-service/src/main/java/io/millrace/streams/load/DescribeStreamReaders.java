package io.millrace.streams.load;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.fanout.Consumer;
import io.millrace.streams.fanout.Consumers;
import io.millrace.streams.fanout.Subscriptions;
import io.millrace.streams.fanout.Watched;
import io.millrace.streams.limit.Poller;
import io.millrace.streams.limit.ShardLoad;
import io.millrace.streams.shard.SequenceNumber;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamAddress;
import io.millrace.streams.stream.StreamArn;
import io.millrace.streams.stream.StreamName;
import io.millrace.streams.stream.Streams;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells who reads a stream and how far they are behind: who polled within the last hour, told apart by access key, program
 * and address, and the registered consumers with their open subscriptions. Not an operation of AWS.
 */
public final class DescribeStreamReaders
        implements Operation<DescribeStreamReaders.Input, DescribeStreamReaders.Output> {
    /** Shards of pollers and of consumers that one answer tells of. */
    private static final int MAX_SHARD_ROWS = 10_000;

    private final Streams streams;
    private final Consumers consumers;
    private final Subscriptions subscriptions;
    private final InstantSource clock;

    public DescribeStreamReaders(
            Streams streams, Consumers consumers, Subscriptions subscriptions, InstantSource clock) {
        this.streams = streams;
        this.consumers = consumers;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    public record Input(
            @StreamName @Nullable String streamName,
            @StreamArn @Nullable String streamARN) implements StreamAddress {}

    /** @param truncated true if more shards were read than an answer tells of */
    public record Output(List<PollerDescription> pollers, List<ConsumerReading> consumers, Boolean truncated) {}

    /**
     * Who polls.
     *
     * @param sourceAddress where the calls come from: the gateway, if that is a process of its own
     * @param callCount calls of GetRecords, refused ones too
     * @param throttledCalls those that were refused for their shard's rate
     */
    public record PollerDescription(
            String accessKeyId,
            String userAgent,
            String sourceAddress,
            Instant lastSeenTimestamp,
            Long callCount,
            Long throttledCalls,
            List<PolledShard> shards) {}

    /**
     * A shard that someone polls.
     *
     * @param sequenceNumber of the last record given, if any was
     * @param behindRecords records of the shard behind the place that the poller goes on from; null if it was only refused
     * @param millisBehindLatest 0 at the tip, else how long the next record has been waiting, about; null if it was only refused
     */
    public record PolledShard(
            String shardId,
            @Nullable String sequenceNumber,
            @Nullable Long behindRecords,
            @Nullable Long millisBehindLatest,
            Instant lastSeenTimestamp,
            Long throttledCalls) {}

    public record ConsumerReading(
            String consumerName,
            String consumerARN,
            String consumerStatus,
            Instant consumerCreationTimestamp,
            List<SubscriptionDescription> subscriptions) {}

    /**
     * A subscription that is open now.
     *
     * @param sequenceNumber the place between two records that it goes on from
     * @param millisBehindLatest 0 at the tip, else how long the next record has been waiting, about
     */
    public record SubscriptionDescription(
            String shardId,
            Instant subscribedTimestamp,
            String sequenceNumber,
            Long behindRecords,
            Long millisBehindLatest,
            Long sentRecords,
            Long sentBytes) {}

    /** What tells pollers apart. */
    private record Who(String accessKeyId, String userAgent, String sourceAddress) {}

    /** What one poller did about one shard. */
    private record Row(Shard shard, Poller.Seen seen) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var stream = streams.named(input, caller);
        var room = new Room();
        var pollers = pollers(stream, room);
        var reading = consumers(stream, room);
        return new Output(pollers, reading, room.exhausted);
    }

    /** How many rows still fit. */
    private static final class Room {
        private int left = MAX_SHARD_ROWS;
        private boolean exhausted;

        private boolean take() {
            if (left == 0) exhausted = true;
            else left--;
            return !exhausted;
        }
    }

    private List<PollerDescription> pollers(Stream stream, Room room) {
        long now = clock.millis();
        long since = now - ShardLoad.POLLERS_KEPT.toMillis();
        Map<Who, List<Row>> rows = new LinkedHashMap<>();
        for (var shard : stream.shards().all())
            for (var seen : shard.load().pollersSince(since)) {
                if (!room.take()) break;
                rows.computeIfAbsent(
                                new Who(seen.accessKeyId(), seen.userAgent(), seen.sourceAddress()),
                                who -> new ArrayList<>())
                        .add(new Row(shard, seen));
            }
        return rows.entrySet().stream()
                .map(poller -> poller(poller.getKey(), poller.getValue(), now))
                .sorted(Comparator.comparing(PollerDescription::lastSeenTimestamp)
                        .reversed())
                .toList();
    }

    private static PollerDescription poller(Who who, List<Row> rows, long nowMillis) {
        long seen = 0;
        long calls = 0;
        long throttled = 0;
        for (var row : rows) {
            seen = Math.max(seen, row.seen.lastSeenMillis());
            calls += row.seen.calls();
            throttled += row.seen.throttled();
        }
        return new PollerDescription(
                who.accessKeyId,
                who.userAgent,
                who.sourceAddress,
                Instant.ofEpochMilli(seen),
                calls,
                throttled,
                rows.stream().map(row -> polled(row, nowMillis)).toList());
    }

    private static PolledShard polled(Row row, long nowMillis) {
        var shard = row.shard;
        var seen = row.seen;
        boolean served = seen.next() >= 0;
        return new PolledShard(
                shard.id(),
                seen.last() < 0 ? null : numberOf(shard, seen),
                served ? behind(shard, seen.next()) : null,
                served ? seen.waitingMillis(shard.log().end(), nowMillis) : null,
                Instant.ofEpochMilli(seen.lastSeenMillis()),
                seen.throttled());
    }

    private static String numberOf(Shard shard, Poller.Seen seen) {
        return SequenceNumber.ofPosition(shard.createdSecond(), shard.index(), seen.last(), seen.lastArrivalMillis())
                .toString();
    }

    private static long behind(Shard shard, long next) {
        return Math.max(0, shard.log().end() - Math.max(next, shard.log().start()));
    }

    private List<ConsumerReading> consumers(Stream stream, Room room) {
        Map<Long, List<SubscriptionDescription>> open = new LinkedHashMap<>();
        var watched = subscriptions.of(stream.id()).stream()
                .sorted(Comparator.comparing(Watched::shardId))
                .toList();
        for (var one : watched) {
            if (!room.take()) break;
            open.computeIfAbsent(one.consumer().id(), id -> new ArrayList<>()).add(description(one));
        }
        return consumers.list(stream.id(), null).stream()
                .map(consumer -> reading(consumer, stream, open.getOrDefault(consumer.id(), List.of())))
                .toList();
    }

    private static ConsumerReading reading(Consumer consumer, Stream stream, List<SubscriptionDescription> open) {
        return new ConsumerReading(
                consumer.name(), consumer.arn(), consumer.statusIn(stream).name(), consumer.createdAt(), open);
    }

    private static SubscriptionDescription description(Watched subscription) {
        return new SubscriptionDescription(
                subscription.shardId(),
                Instant.ofEpochMilli(subscription.startedMillis()),
                subscription.place().toString(),
                subscription.behindRecords(),
                subscription.behindMillis(),
                subscription.sentRecords(),
                subscription.sentBytes());
    }
}
