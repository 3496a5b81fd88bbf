package io.millrace.streams.stream;

import io.millrace.kit.database.TableChanges;
import io.millrace.log.RecordLog;
import io.millrace.log.ShardKey;
import io.millrace.streams.limit.LimitProfiles;
import io.millrace.streams.limit.ShardLoad;
import io.millrace.streams.shard.HashKey;
import io.millrace.streams.shard.HashKeyRange;
import io.millrace.streams.shard.Reshard;
import io.millrace.streams.shard.ReshardPlan;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardMap;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Changes streams: first in the table, in one transaction, then in the view. What {@link TableChanges} says of order and of broken
 * connections holds for them.
 */
public final class StreamStore {
    private final StreamRepository streamRows;
    private final ShardRepository shardRows;
    private final TransactionOperations transactions;
    private final Streams view;
    private final RecordLog log;
    private final LimitProfiles profiles;
    private final InstantSource clock;
    private final TableChanges<Name> changes;
    private volatile Follower follower = Follower.NONE;

    /** Who a stream is found by in the table. */
    private record Name(String account, String stream) {}

    /** Is told what the store finds out by itself. */
    interface Follower {
        Follower NONE = new Follower() {
            @Override
            public void doubtful() {}

            @Override
            public void found(Stream stream) {}
        };

        /** The outcome of a change is unknown: call {@link StreamStore#settle} until it succeeds. */
        void doubtful();

        /** A stream is as the table says, which may not be as it was known. */
        void found(Stream stream);
    }

    StreamStore(
            StreamRepository streamRows,
            ShardRepository shardRows,
            TransactionOperations transactions,
            Streams view,
            RecordLog log,
            LimitProfiles profiles,
            InstantSource clock) {
        this.streamRows = streamRows;
        this.shardRows = shardRows;
        this.transactions = transactions;
        this.view = view;
        this.log = log;
        this.profiles = profiles;
        this.clock = clock;
        this.changes = new TableChanges<>(
                transactions,
                streamRows::awaitTurn,
                this::read,
                "Too many changes of streams are waiting, please try again.");
    }

    void follow(Follower by) {
        follower = by;
        changes.onDoubt(by::doubtful);
    }

    /** Fills the view. Called once, before the first request. */
    void load() {
        transactions.executeWithoutResult(status -> {
            for (var row : streamRows.findAll()) view.put(streamOf(row, shards(row.number())));
        });
    }

    /** See {@link TableChanges#exclusively}. */
    public <T> T exclusively(Supplier<T> change) {
        return changes.exclusively(change);
    }

    /** Finds out what became of changes whose connection broke. */
    void settle() {
        changes.settle();
    }

    /** Has the view show what the table says of a stream. */
    private void read(Name name) {
        Stream found = changes.transaction(() -> streamRows
                .findByAccountIdAndName(name.account, name.stream)
                .map(row -> streamOf(row, shards(row.number())))
                .orElse(null));
        var known = view.find(name.account, name.stream);
        if (found != null) {
            view.put(found);
            follower.found(found);
        } else if (known != null) view.remove(known);
    }

    private <T> T change(String account, String name, Supplier<T> change) {
        return changes.change(new Name(account, name), change);
    }

    /** Within a transaction: waits until no other changes streams or what belongs to them, given up by us or not. */
    public void awaitTurn() {
        streamRows.awaitTurn();
    }

    /** Stores a new stream with its first shards and, in the same transaction, what else belongs to it. */
    Stream create(StreamEntity row, int shardCount, LongConsumer more) {
        return exclusively(() -> {
            var stream = change(row.accountId, row.name, () -> {
                streamRows.saveAndFlush(row);
                shardRows.saveAllAndFlush(firstShards(row, shardCount));
                more.accept(row.number());
                return streamOf(row, shards(row.number()));
            });
            view.put(stream);
            return stream;
        });
    }

    private static List<ShardEntity> firstShards(StreamEntity row, int shardCount) {
        var shards = new ArrayList<ShardEntity>(shardCount);
        for (HashKeyRange range : HashKeyRange.evenly(shardCount)) {
            shards.add(shard(row.number(), shards.size(), range, row.createdAt.getEpochSecond()));
        }
        return shards;
    }

    private static ShardEntity shard(long stream, int index, HashKeyRange range, long createdSecond) {
        var shard = new ShardEntity(new ShardEntity.Key(stream, index));
        shard.startHashKey = range.start().toBigInteger();
        shard.endHashKey = range.end().toBigInteger();
        shard.createdSecond = createdSecond;
        return shard;
    }

    /** Changes a stream's row, and the view after it; its shards stay as they are. */
    Stream update(long id, Consumer<StreamEntity> change) {
        return exclusively(() -> {
            var known = view.find(id);
            if (known == null) throw new IllegalStateException("stream " + id + " is gone");
            var stream = change(known.account(), known.name(), () -> {
                var row = streamRows.findById(id).orElseThrow();
                change.accept(row);
                return streamOf(streamRows.saveAndFlush(row), known.shards());
            });
            view.put(stream);
            return stream;
        });
    }

    /**
     * Makes the change that a stream is UPDATING for, and lets it be ACTIVE again. The order is what keeps writes going: the
     * table, which a crash leaves in the old or in the new layout; the view, from where on puts go to the new shards; then
     * {@link #sealClosed} ends the old ones in the log. A put that reaches an old shard later is refused by the log and goes
     * to the new one; readers see the old shard's end only when nothing can come behind it.
     */
    Stream finishUpdate(long id) {
        return exclusively(() -> {
            var known = view.find(id);
            if (known == null) throw new IllegalStateException("stream " + id + " is gone");
            // Made already: the answer to the commit was lost.
            if (known.status() != StreamStatus.UPDATING) return known;
            var stream = change(known.account(), known.name(), () -> {
                var row = streamRows.findById(id).orElseThrow();
                var shards = known.shards();
                if (row.reshard != null) shards = reshard(row.number(), Reshard.parse(row.reshard), shards);
                row.reshard = null;
                row.status = StreamStatus.ACTIVE;
                return streamOf(streamRows.saveAndFlush(row), shards);
            });
            view.put(stream);
            return stream;
        });
    }

    private ShardMap reshard(long stream, Reshard reshard, ShardMap shards) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var plan = ReshardPlan.of(reshard, shards, now.getEpochSecond());
        shardRows.close(stream, plan.closed(), now);
        var rows = new ArrayList<ShardEntity>();
        for (var opened : plan.opened()) {
            var row = shard(stream, opened.index(), opened.range(), opened.createdSecond());
            row.parent = opened.parent();
            row.adjacentParent = opened.adjacentParent();
            if (plan.closed().contains(opened.index())) row.closedAt = now;
            rows.add(row);
        }
        shardRows.saveAllAndFlush(rows);
        return shards(stream);
    }

    /** A stream's shards as the table has them; those that were known keep their load. */
    private ShardMap shards(long stream) {
        var known = view.find(stream);
        return new ShardMap(shardRows.findByKeyStreamIdOrderByKeyShardIndex(stream).stream()
                .map(row -> shardOf(row, known))
                .toList());
    }

    /** Ends the closed shards of a stream in the log. To be tried again until it succeeds. */
    void sealClosed(Stream stream) {
        log.seal(unsealed(stream));
    }

    /** The closed shards that a reader can't see the end of yet. */
    static List<ShardKey> unsealed(Stream stream) {
        return stream.shards().all().stream()
                .filter(shard -> !shard.open() && !shard.log().sealed())
                .map(shard -> shard.log().key())
                .toList();
    }

    /** Forgets closed shards of which nothing can be read any more. */
    void forgetShards(Stream stream, Collection<Integer> indexes) {
        exclusively(() -> {
            var known = view.find(stream.id());
            if (known == null) return stream;
            change(known.account(), known.name(), () -> {
                shardRows.delete(known.id(), indexes);
                return known;
            });
            var kept = known.shards().all().stream()
                    .filter(shard -> !indexes.contains(shard.index()))
                    .toList();
            view.put(known.with(new ShardMap(kept)));
            return known;
        });
    }

    /** Takes a stream away: its records first, since what no row names could never be found again to be deleted. */
    void delete(Stream stream) {
        exclusively(() -> {
            log.delete(stream.id());
            change(stream.account(), stream.name(), () -> {
                streamRows.deleteById(stream.id());
                return stream;
            });
            view.remove(stream);
            return stream;
        });
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
                row.shardLevelMetrics.isEmpty() ? List.of() : List.of(row.shardLevelMetrics.split(",")),
                row.warmMibps,
                new Stream.Peak(row.peakBytes, row.peakRecords, row.peakSince),
                profiles.limited(row.accountId, row.name),
                shards);
    }

    private Shard shardOf(ShardEntity row, @Nullable Stream known) {
        Instant closedAt = row.closedAt;
        var before = known == null ? null : known.shards().byIndex(row.key.shardIndex());
        return new Shard(
                row.key.shardIndex(),
                new HashKeyRange(HashKey.of(row.startHashKey), HashKey.of(row.endHashKey)),
                row.createdSecond,
                row.parent,
                row.adjacentParent,
                closedAt,
                log.shard(new ShardKey(row.key.streamId(), row.key.shardIndex())),
                before == null ? new ShardLoad() : before.load());
    }
}
