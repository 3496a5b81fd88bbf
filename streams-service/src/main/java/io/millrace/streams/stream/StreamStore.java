package io.millrace.streams.stream;

import io.millrace.log.RecordLog;
import io.millrace.log.ShardKey;
import io.millrace.streams.shard.HashKey;
import io.millrace.streams.shard.HashKeyRange;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardMap;
import io.millrace.wire.ApiException;
import io.millrace.wire.CommonErrors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Changes streams: first in the table, in one transaction, then in the view. One change at a time, so that the view never
 * shows an older state over a newer one; changes are rare and short.
 */
public final class StreamStore {
    private static final long TURN_SECONDS = 3;

    private final StreamRepository streamRows;
    private final ShardRepository shardRows;
    private final TransactionOperations transactions;
    private final Streams view;
    private final RecordLog log;
    private final ReentrantLock changing = new ReentrantLock();

    StreamStore(
            StreamRepository streamRows,
            ShardRepository shardRows,
            TransactionOperations transactions,
            Streams view,
            RecordLog log) {
        this.streamRows = streamRows;
        this.shardRows = shardRows;
        this.transactions = transactions;
        this.view = view;
        this.log = log;
    }

    /** Fills the view. Called once, before the first request. */
    void load() {
        transactions.executeWithoutResult(status -> {
            for (var row : streamRows.findAll())
                view.put(streamOf(row, shardRows.findByKeyStreamIdOrderByKeyShardIndex(row.number())));
        });
    }

    /**
     * Runs a change alone, so that what it checks in the view still holds when it writes.
     *
     * @throws ApiException if its turn does not come soon: while the database is away each change waits for a connection,
     *     and those behind it would wait for all before them
     */
    public <T> T exclusively(Supplier<T> change) {
        if (!isOurTurn())
            throw ApiException.of(
                    CommonErrors.serviceUnavailable("Too many changes of streams are waiting, please try again."));
        try {
            return change.get();
        } finally {
            changing.unlock();
        }
    }

    private boolean isOurTurn() {
        try {
            return changing.tryLock(TURN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stores a new stream with its first shards and, in the same transaction, what else belongs to it. */
    Stream create(StreamEntity row, int shardCount, LongConsumer more) {
        return exclusively(() -> {
            var stream = transactions.execute(status -> {
                streamRows.saveAndFlush(row);
                var shards = shardRows.saveAllAndFlush(firstShards(row, shardCount));
                more.accept(row.number());
                return streamOf(row, shards);
            });
            view.put(stream);
            return stream;
        });
    }

    private static List<ShardEntity> firstShards(StreamEntity row, int shardCount) {
        var shards = new ArrayList<ShardEntity>(shardCount);
        for (HashKeyRange range : HashKeyRange.evenly(shardCount)) {
            var shard = new ShardEntity(new ShardEntity.Key(row.number(), shards.size()));
            shard.startHashKey = range.start().toBigInteger();
            shard.endHashKey = range.end().toBigInteger();
            shard.createdSecond = row.createdAt.getEpochSecond();
            shards.add(shard);
        }
        return shards;
    }

    /** Changes a stream's row, and the view after it; its shards stay as they are. */
    Stream update(long id, Consumer<StreamEntity> change) {
        return exclusively(() -> {
            var known = view.find(id);
            if (known == null) throw new IllegalStateException("stream " + id + " is gone");
            var stream = transactions.execute(status -> {
                var row = streamRows.findById(id).orElseThrow();
                change.accept(row);
                return streamOf(streamRows.saveAndFlush(row), known.shards());
            });
            view.put(stream);
            return stream;
        });
    }

    /** Takes a stream away: its records first, since what no row names could never be found again to be deleted. */
    void delete(Stream stream) {
        exclusively(() -> {
            log.delete(stream.id());
            transactions.executeWithoutResult(status -> streamRows.deleteById(stream.id()));
            view.remove(stream);
            return stream;
        });
    }

    private Stream streamOf(StreamEntity row, List<ShardEntity> shards) {
        return streamOf(row, new ShardMap(shards.stream().map(this::shardOf).toList()));
    }

    private Stream streamOf(StreamEntity row, ShardMap shards) {
        return new Stream(
                row.number(),
                row.accountId,
                row.name,
                view.arn(row.accountId, row.name),
                row.createdAt,
                row.status,
                row.mode,
                row.retentionHours,
                row.readableFrom,
                row.maxRecordKib * 1024,
                shards);
    }

    private Shard shardOf(ShardEntity row) {
        Instant closedAt = row.closedAt;
        return new Shard(
                row.key.shardIndex(),
                new HashKeyRange(HashKey.of(row.startHashKey), HashKey.of(row.endHashKey)),
                row.createdSecond,
                row.parent,
                row.adjacentParent,
                closedAt,
                log.shard(new ShardKey(row.key.streamId(), row.key.shardIndex())));
    }
}
