package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardId;
import io.millrace.streams.token.PageTokens;
import io.millrace.wire.Constraint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists the shards of a stream, those that a filter keeps, a page at a time. */
public final class ListShards implements Operation<ListShards.Input, ListShards.Output> {
    /** Shards on a page; a higher limit is taken and not reached (API reference). */
    private static final int MAX_PAGE = 1000;

    private final Streams streams;
    private final PageTokens tokens;
    private final InstantSource clock;

    ListShards(Streams streams, PageTokens tokens, InstantSource clock) {
        this.streams = streams;
        this.tokens = tokens;
        this.clock = clock;
    }

    public record Input(
            @StreamName @Nullable String streamName,

            @Constraint.Length(min = 1, max = 1048576) @Nullable
            String nextToken,

            @ShardIdText @Nullable String exclusiveStartShardId,

            @Constraint.Range(min = 1, max = 10000) @Nullable
            Integer maxResults,

            @Nullable Instant streamCreationTimestamp,
            @Nullable ShardFilter shardFilter,
            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    public record Output(
            List<ShardDescription> shards, @Nullable String nextToken) {}

    /**
     * Where a listing goes on.
     *
     * @param after the index of the last shard shown, or -1
     * @param filterTime the time of the filter in milliseconds, or -1: fixed by the first page, so that the pages of one
     *     listing agree
     */
    private record Position(long stream, int after, String filter, long filterTime) {
        static Position parse(String text) {
            String[] parts = text.split("/", -1);
            return new Position(
                    Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2], Long.parseLong(parts[3]));
        }

        @Override
        public String toString() {
            return stream + "/" + after + "/" + filter + "/" + filterTime;
        }
    }

    @Override
    public Output handle(Input input, Caller caller) {
        int size = Math.min(input.maxResults == null ? MAX_PAGE : input.maxResults, MAX_PAGE);
        return input.nextToken == null ? first(input, caller, size) : next(input, input.nextToken, caller, size);
    }

    private Output first(Input input, Caller caller, int size) {
        if (input.streamName == null && input.streamARN == null)
            throw StreamErrors.invalidArgument("Either NextToken or StreamName should be provided.");
        var stream = streams.named(input, caller);
        var created = input.streamCreationTimestamp;
        if (created != null && created.getEpochSecond() != stream.createdAt().getEpochSecond())
            throw StreamErrors.streamNotFound(stream.name(), caller.account());
        if (stream.status() == StreamStatus.CREATING) throw StreamErrors.notActive(stream);
        Instant now = clock.instant();
        var filter = input.shardFilter == null ? new ShardFilter("FROM_TRIM_HORIZON", null, null) : input.shardFilter;
        filter.check(stream, now);
        String start = input.exclusiveStartShardId;
        if (start != null && filter.shardId() != null)
            throw StreamErrors.invalidArgument(
                    "ExclusiveStartShardId and a ShardFilter of Type AFTER_SHARD_ID cannot be provided together.");
        if (filter.shardId() != null) start = filter.shardId();
        String after = start;
        int index = after == null
                ? -1
                : ShardId.parse(after)
                        .orElseThrow(() -> StreamErrors.shardNotFound(after, stream.name(), stream.account()));
        long time = filter.timestamp() == null
                ? now.toEpochMilli()
                : filter.timestamp().toEpochMilli();
        return page(stream, caller, new Position(stream.id(), index, String.valueOf(filter.type()), time), size);
    }

    private Output next(Input input, String token, Caller caller, int size) {
        if (input.streamName != null || input.streamARN != null)
            throw StreamErrors.invalidArgument("NextToken and StreamName cannot be provided together.");
        if (input.exclusiveStartShardId != null)
            throw StreamErrors.invalidArgument("NextToken and ExclusiveStartShardId cannot be provided together.");
        if (input.streamCreationTimestamp != null)
            throw StreamErrors.invalidArgument("NextToken and StreamCreationTimestamp cannot be provided together.");
        if (input.shardFilter != null)
            throw StreamErrors.invalidArgument("NextToken and ShardFilter cannot be provided together.");
        var page = tokens.open("ListShards", caller.account(), token)
                .orElseThrow(() -> StreamErrors.invalidArgument("Invalid NextToken."));
        if (page.expired()) throw StreamErrors.expiredNextToken();
        var position = Position.parse(page.position());
        var stream = streams.find(position.stream);
        if (stream == null) throw StreamErrors.notFound("The stream of this NextToken is not found.");
        return page(stream, caller, position, size);
    }

    private Output page(Stream stream, Caller caller, Position from, int size) {
        Instant time = Instant.ofEpochMilli(from.filterTime);
        boolean timed = from.filter.endsWith("TIMESTAMP");
        var filter = new ShardFilter(from.filter, null, timed ? time : null);
        Predicate<Shard> keeps = filter.keeps(stream, timed ? clock.instant() : time);
        var shown = new ArrayList<ShardDescription>();
        int last = from.after;
        for (Shard shard : stream.shards().all()) {
            if (shard.index() <= from.after || !keeps.test(shard)) continue;
            if (shown.size() == size) {
                var next = new Position(stream.id(), last, from.filter, from.filterTime);
                return new Output(shown, tokens.next("ListShards", caller.account(), next.toString()));
            }
            shown.add(ShardDescription.of(shard));
            last = shard.index();
        }
        return new Output(shown, null);
    }
}
