package io.millrace.streams.consume;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.shard.SequenceNumber;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardId;
import io.millrace.streams.shard.ShardMap;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.StreamArn;
import io.millrace.wire.Constraint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives the records from an iterator on, and the next iterator. */
public final class GetRecords implements Operation<GetRecords.Input, GetRecords.Output> {
    private final ShardIterators iterators;
    private final ReadMetrics metrics;
    private final InstantSource clock;

    public GetRecords(ShardIterators iterators, ReadMetrics metrics, InstantSource clock) {
        this.iterators = iterators;
        this.metrics = metrics;
        this.clock = clock;
    }

    public record Input(
            @Constraint.Required @Constraint.Length(min = 1, max = 512) @Nullable
            String shardIterator,

            @Constraint.Range(min = 1, max = 10000) @Nullable
            Integer limit,

            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId) {}

    public record Output(
            List<StreamRecord> records,
            @Nullable String nextShardIterator,
            Long millisBehindLatest,
            @Nullable List<ChildShard> childShards) {}

    /** The structure {@code Record}. */
    public record StreamRecord(
            String sequenceNumber,
            Instant approximateArrivalTimestamp,
            byte[] data,
            String partitionKey,
            @Nullable String encryptionType) {}

    /** A shard that a closed one was split or merged into. */
    public record ChildShard(String shardId, List<String> parentShards, HashKeys hashKeyRange) {
        /** The structure {@code HashKeyRange}. */
        public record HashKeys(String startingHashKey, String endingHashKey) {}

        /** What the closed shard of a place became. */
        static List<ChildShard> of(ShardIterators.Place place) {
            return of(place.shard(), place.stream().shards());
        }

        /** What a closed shard of a stream became. */
        public static List<ChildShard> of(Shard closed, ShardMap shards) {
            return shards.childrenOf(closed).stream().map(ChildShard::of).toList();
        }

        private static ChildShard of(Shard shard) {
            var parents = Stream.of(shard.parent(), shard.adjacentParent())
                    .filter(Objects::nonNull)
                    .map(ShardId::of)
                    .toList();
            var range = shard.range();
            return new ChildShard(
                    shard.id(),
                    parents,
                    new HashKeys(range.start().toString(), range.end().toString()));
        }
    }

    @Override
    public Output handle(Input input, Caller caller) {
        var place = iterators.find(Objects.requireNonNull(input.shardIterator), caller.account(), input.streamARN);
        var read = new ShardRead(place, input.limit == null ? ReadLimits.MAX_RECORDS : input.limit, clock.instant());
        var records = new ArrayList<StreamRecord>();
        read.run((position, arrival, memory, key, keyLength, data, dataLength) -> {
            byte[] keyBytes = new byte[keyLength];
            byte[] dataBytes = new byte[dataLength];
            memory.get(key, keyBytes);
            memory.get(data, dataBytes);
            var shard = place.shard();
            records.add(new StreamRecord(
                    SequenceNumber.ofPosition(shard.createdSecond(), shard.index(), position, arrival)
                            .toString(),
                    Instant.ofEpochMilli(arrival),
                    dataBytes,
                    new String(keyBytes, StandardCharsets.UTF_8),
                    null));
            return true;
        });
        metrics.given(read.limits());
        String next = iterators.next(place, read);
        return new Output(records, next, read.millisBehindLatest(), next == null ? ChildShard.of(place) : null);
    }
}
