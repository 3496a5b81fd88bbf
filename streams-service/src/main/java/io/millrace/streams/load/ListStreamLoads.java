package io.millrace.streams.load;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.fanout.Subscriptions;
import io.millrace.streams.limit.LimitProfiles;
import io.millrace.streams.stream.RegisteredConsumers;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.Streams;
import io.millrace.wire.Constraint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lists an account's streams with what they bear, in any order, and what all streams of this node bore within the last
 * hour. From memory alone. Not an operation of AWS.
 */
public final class ListStreamLoads implements Operation<ListStreamLoads.Input, ListStreamLoads.Output> {
    private static final int DEFAULT_LIMIT = 100;
    /** Who polled within this time counts as a reader. */
    private static final Duration READERS_SEEN = Duration.ofMinutes(5);

    private final Streams streams;
    private final StreamLoads loads;
    private final LimitProfiles profiles;
    private final RegisteredConsumers consumers;
    private final Subscriptions subscriptions;
    private final InstantSource clock;

    public ListStreamLoads(
            Streams streams,
            StreamLoads loads,
            LimitProfiles profiles,
            RegisteredConsumers consumers,
            Subscriptions subscriptions,
            InstantSource clock) {
        this.streams = streams;
        this.loads = loads;
        this.profiles = profiles;
        this.consumers = consumers;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    /**
     * @param nameContains what the names must contain, in upper or lower case
     * @param sortBy what they are ordered by; those that are alike, and all by default, by name
     * @param offset how many to skip
     * @param limit how many to list, 100 by default
     */
    public record Input(
            @Constraint.Length(min = 1, max = 128) @Nullable String nameContains,

            @Constraint.OneOf({
                "NAME",
                "CREATED",
                "MODE",
                "SHARDS",
                "WRITTEN_RECORDS",
                "WRITTEN_BYTES",
                "READ_BYTES",
                "ITERATOR_AGE",
                "THROTTLES"
            })
            @Nullable
            String sortBy,

            @Nullable Boolean descending,

            @Constraint.Range(min = 0, max = Integer.MAX_VALUE) @Nullable
            Integer offset,

            @Constraint.Range(min = 1, max = 1000) @Nullable Integer limit) {}

    /**
     * @param totalCount the streams of the account
     * @param matchingCount those of them whose name was asked for
     * @param totals of all streams of the account
     */
    public record Output(
            Integer totalCount,
            Integer matchingCount,
            List<StreamDescription> streams,
            Totals totals,
            History history) {}

    /**
     * What a stream bears. Rates are those of the last sample.
     *
     * @param readRecordsPerSecond by pollers and consumers together
     * @param throttledWrites records refused within the last hour
     * @param throttledReads calls refused within the last hour
     * @param iteratorAgeMilliseconds how far the reader is behind that is furthest; null if nobody read lately
     * @param writtenRecordsHistory a second, in each finished minute of the last hour, the oldest first, as far back as it
     *     has something to tell
     */
    public record StreamDescription(
            String streamName,
            String streamARN,
            String streamStatus,
            String streamMode,
            Integer openShardCount,
            Integer retentionPeriodHours,
            Instant streamCreationTimestamp,
            Double writtenRecordsPerSecond,
            Double writtenBytesPerSecond,
            Double readRecordsPerSecond,
            Double readBytesPerSecond,
            Long throttledWrites,
            Long throttledReads,
            @Nullable Long iteratorAgeMilliseconds,
            Integer consumerCount,
            String limitProfile,
            List<Double> writtenRecordsHistory) {}

    public record Totals(
            Double writtenRecordsPerSecond,
            Double writtenBytesPerSecond,
            Double readRecordsPerSecond,
            Double readBytesPerSecond,
            Long throttledWrites,
            Long throttledReads,
            @Nullable Long worstIteratorAgeMilliseconds,
            @Nullable String worstIteratorAgeStream,
            Integer openShardCount) {}

    /**
     * What all streams of this node bore in each finished minute of the last hour, the oldest first.
     *
     * @param endTimestamp when the last of them ended
     * @param throttles records and calls refused in the minute
     */
    public record History(
            @Nullable Instant endTimestamp,
            List<Double> writtenRecordsPerSecond,
            List<Double> writtenBytesPerSecond,
            List<Double> readRecordsPerSecond,
            List<Double> readBytesPerSecond,
            List<Long> throttles) {}

    /** A stream with what streams are ordered by. */
    private record Row(
            Stream stream,
            @Nullable StreamLoad load,
            StreamRates rates,
            long throttledWrites,
            long throttledReads,
            long ageMillis) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var all = rows(caller.account());
        var matching = all.stream().filter(named(input.nameContains)).toList();
        var page = matching.stream()
                .sorted(order(input))
                .skip(input.offset == null ? 0 : input.offset)
                .limit(input.limit == null ? DEFAULT_LIMIT : input.limit)
                .map(this::description)
                .toList();
        return new Output(all.size(), matching.size(), page, totals(all), history());
    }

    private List<Row> rows(String account) {
        long now = clock.millis();
        var pushed = subscriptions.worstBehindMillis();
        var rows = new ArrayList<Row>();
        for (var stream : streams.list(account, null)) rows.add(row(stream, now, pushed));
        return rows;
    }

    private Row row(Stream stream, long nowMillis, Map<Long, Long> pushed) {
        long since = nowMillis - READERS_SEEN.toMillis();
        long age = pushed.getOrDefault(stream.id(), -1L);
        for (var shard : stream.shards().all())
            age = Math.max(age, shard.load().worstBehindMillis(shard.log().end(), since, nowMillis));
        var load = loads.of(stream);
        return load == null
                ? new Row(stream, null, StreamRates.NONE, 0, 0, age)
                : new Row(stream, load, load.rates(), load.throttledWrites(), load.throttledReads(), age);
    }

    private static Predicate<Row> named(@Nullable String part) {
        if (part == null) return row -> true;
        String lower = part.toLowerCase(Locale.ROOT);
        return row -> row.stream.name().toLowerCase(Locale.ROOT).contains(lower);
    }

    private static Comparator<Row> order(Input input) {
        Comparator<Row> byName = Comparator.comparing(row -> row.stream.name());
        Comparator<Row> order = switch (input.sortBy == null ? "NAME" : input.sortBy) {
            case "CREATED" -> Comparator.comparing(row -> row.stream.createdAt());
            case "MODE" -> Comparator.comparing(row -> row.stream.mode().name());
            case "SHARDS" -> Comparator.comparingInt(row -> row.stream.shards().openCount());
            case "WRITTEN_RECORDS" -> Comparator.comparingDouble(row -> row.rates.writtenRecords());
            case "WRITTEN_BYTES" -> Comparator.comparingDouble(row -> row.rates.writtenBytes());
            case "READ_BYTES" -> Comparator.comparingDouble(row -> row.rates.readBytes());
            case "ITERATOR_AGE" -> Comparator.comparingLong(row -> row.ageMillis);
            case "THROTTLES" -> Comparator.comparingLong(row -> row.throttledWrites + row.throttledReads);
            default -> byName;
        };
        return (Boolean.TRUE.equals(input.descending) ? order.reversed() : order).thenComparing(byName);
    }

    private StreamDescription description(Row row) {
        var stream = row.stream;
        return new StreamDescription(
                stream.name(),
                stream.arn(),
                stream.status().name(),
                stream.mode().name(),
                stream.shards().openCount(),
                stream.retentionHours(),
                stream.createdAt(),
                row.rates.writtenRecords(),
                row.rates.writtenBytes(),
                row.rates.readRecords(),
                row.rates.readBytes(),
                row.throttledWrites,
                row.throttledReads,
                row.ageMillis < 0 ? null : row.ageMillis,
                consumers.count(stream.id()),
                profiles.ofStream(stream.account(), stream.name()).name(),
                row.load == null ? List.of() : row.load.writtenHistory());
    }

    private static Totals totals(List<Row> rows) {
        var rates = StreamRates.NONE;
        long throttledWrites = 0;
        long throttledReads = 0;
        int shards = 0;
        Row worst = null;
        for (var row : rows) {
            rates = rates.plus(row.rates);
            throttledWrites += row.throttledWrites;
            throttledReads += row.throttledReads;
            shards += row.stream.shards().openCount();
            if (row.ageMillis >= 0 && (worst == null || row.ageMillis > worst.ageMillis)) worst = row;
        }
        return new Totals(
                rates.writtenRecords(),
                rates.writtenBytes(),
                rates.readRecords(),
                rates.readBytes(),
                throttledWrites,
                throttledReads,
                worst == null ? null : worst.ageMillis,
                worst == null ? null : worst.stream.name(),
                shards);
    }

    private History history() {
        var minutes = loads.minutes();
        return new History(
                minutes.endMillis() < 0 ? null : Instant.ofEpochMilli(minutes.endMillis()),
                minutes.writtenRecords(),
                minutes.writtenBytes(),
                minutes.readRecords(),
                minutes.readBytes(),
                minutes.throttles());
    }
}
