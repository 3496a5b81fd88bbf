package io.millrace.streams.stream;

import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardId;
import org.jspecify.annotations.Nullable;

/** A shard as the API shows it: the structure {@code Shard}. */
public record ShardDescription(
        String shardId,
        @Nullable String parentShardId,
        @Nullable String adjacentParentShardId,
        HashKeys hashKeyRange,
        SequenceNumbers sequenceNumberRange) {

    /** The structure {@code HashKeyRange}. */
    public record HashKeys(String startingHashKey, String endingHashKey) {}

    /** The structure {@code SequenceNumberRange}; without an end while the shard is open. */
    public record SequenceNumbers(
            String startingSequenceNumber, @Nullable String endingSequenceNumber) {}

    static ShardDescription of(Shard shard) {
        var parent = shard.parent();
        var adjacent = shard.adjacentParent();
        var ending = shard.endingSequenceNumber();
        return new ShardDescription(
                shard.id(),
                parent == null ? null : ShardId.of(parent),
                adjacent == null ? null : ShardId.of(adjacent),
                new HashKeys(
                        shard.range().start().toString(), shard.range().end().toString()),
                new SequenceNumbers(
                        shard.startingSequenceNumber().toString(), ending == null ? null : ending.toString()));
    }
}
