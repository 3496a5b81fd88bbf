package io.millrace.streams.fanout;

import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.streams.stream.StreamStore;
import io.millrace.streams.stream.Streams;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Changes consumers: first in the table, in one transaction, then in the view. Takes turns with the changes of streams, so
 * that what a change saw of a stream and its consumers still holds when it writes.
 *
 * <p>When the connection breaks while a change is committed, its outcome is unknown until the table can be read again: the
 * caller was told that it failed, and no other change is made before the view shows what the table says.
 */
final class ConsumerStore {
    /** Consumers of a stream that may be in CREATING at a time (API reference of RegisterStreamConsumer). */
    static final int MAX_IN_CREATION = 5;

    private final ConsumerRepository rows;
    private final ConsumerTags tags;
    private final TransactionOperations transactions;
    private final StreamStore turns;
    private final Streams streams;
    private final Consumers view;
    private final ConsumerLimit limit;
    private final Set<Long> doubtful = ConcurrentHashMap.newKeySet();
    private volatile Follower follower = Follower.NONE;

    /** Is told what the store finds out by itself. */
    interface Follower {
        Follower NONE = new Follower() {
            @Override
            public void doubtful() {}

            @Override
            public void found(Consumer consumer) {}
        };

        /** The outcome of a change is unknown: call {@link ConsumerStore#settle} until it succeeds. */
        void doubtful();

        /** A consumer is as the table says, which may not be as it was known. */
        void found(Consumer consumer);
    }

    ConsumerStore(
            ConsumerRepository rows,
            ConsumerTags tags,
            TransactionOperations transactions,
            StreamStore turns,
            Streams streams,
            Consumers view,
            ConsumerLimit limit) {
        this.rows = rows;
        this.tags = tags;
        this.transactions = transactions;
        this.turns = turns;
        this.streams = streams;
        this.view = view;
        this.limit = limit;
    }

    void follow(Follower by) {
        follower = by;
    }

    /** Finds out what became of changes whose connection broke. */
    void settle() {
        exclusively(() -> doubtful);
    }

    private <T> T exclusively(Supplier<T> change) {
        return turns.exclusively(() -> {
            for (long stream : List.copyOf(doubtful)) {
                read(stream);
                doubtful.remove(stream);
            }
            return change.get();
        });
    }

    /** Has the view show what the table says of a stream's consumers. */
    private void read(long streamId) {
        var stored = transactions.execute(status -> {
            turns.awaitTurn();
            return rows.findByStreamId(streamId);
        });
        var stream = streams.find(streamId);
        if (stream == null) return;
        var ids = stored.stream().map(ConsumerEntity::number).toList();
        for (var known : List.copyOf(view.list(streamId, null))) if (!ids.contains(known.id())) view.remove(known);
        for (var row : stored) follower.found(show(row, stream));
    }

    /** Runs a transaction that changes the consumers of a stream. */
    private void change(long stream, Runnable change) {
        try {
            transactions.executeWithoutResult(status -> {
                turns.awaitTurn();
                change.run();
            });
        } catch (DataIntegrityViolationException | CannotCreateTransactionException e) {
            // Refused by the table, or never begun.
            throw e;
        } catch (RuntimeException e) {
            doubtful.add(stream);
            follower.doubtful();
            throw e;
        }
    }

    /** Fills the view. Called once, before the first request and after the streams are there. */
    void load() {
        // A stream may be on its way out already.
        turns.exclusively(() -> {
            for (var row : rows.findAll()) {
                var stream = streams.find(row.streamId);
                if (stream != null) view.put(consumerOf(row, stream));
            }
            return view;
        });
    }

    /** @throws io.millrace.wire.ApiException if the stream is not there for it, has one of that name or too many */
    Consumer register(long streamId, String name, Instant createdAt, @Nullable Map<String, String> itsTags) {
        return exclusively(() -> {
            var stream = streams.find(streamId);
            if (stream == null || !stream.status().serving())
                throw stream == null
                        ? new IllegalStateException("stream " + streamId + " is gone")
                        : StreamErrors.notActive(stream);
            check(stream, name);
            var row = new ConsumerEntity();
            row.streamId = streamId;
            row.name = name;
            row.createdAt = createdAt;
            try {
                change(streamId, () -> {
                    rows.saveAndFlush(row);
                    if (itsTags != null) tags.put(row.number(), itsTags);
                });
            } catch (DataIntegrityViolationException e) {
                throw FanoutErrors.consumerExists(name, stream);
            }
            return show(row, stream);
        });
    }

    private void check(Stream stream, String name) {
        if (view.find(stream.id(), name) != null) throw FanoutErrors.consumerExists(name, stream);
        var present = view.list(stream.id(), null);
        int most = limit.of(stream.account(), present.size());
        if (present.size() >= most) throw FanoutErrors.tooManyConsumers(stream, most);
        long inCreation = present.stream()
                .filter(consumer -> consumer.status() == ConsumerStatus.CREATING)
                .count();
        if (inCreation >= MAX_IN_CREATION) throw FanoutErrors.tooManyInCreation(stream, MAX_IN_CREATION);
    }

    /** Takes a consumer from one state to the next; null if it, or its stream, is gone or it is in another state. */
    @Nullable
    Consumer change(long id, Set<ConsumerStatus> from, ConsumerStatus to) {
        // A supplier may not give null, so the answer is taken from the view.
        exclusively(() -> {
            var known = view.find(id);
            var stream = known == null ? null : streams.find(known.stream());
            if (known == null || stream == null || !from.contains(known.status())) return false;
            change(stream.id(), () -> {
                var row = rows.findById(id).orElseThrow();
                row.status = to;
                rows.saveAndFlush(row);
            });
            view.put(known.with(to));
            return true;
        });
        var now = view.find(id);
        return now != null && now.status() == to ? now : null;
    }

    void remove(long id) {
        exclusively(() -> {
            var known = view.find(id);
            if (known == null) return false;
            change(known.stream(), () -> rows.deleteById(id));
            view.remove(known);
            return true;
        });
    }

    private Consumer show(ConsumerEntity row, Stream stream) {
        var consumer = consumerOf(row, stream);
        view.put(consumer);
        return consumer;
    }

    private static Consumer consumerOf(ConsumerEntity row, Stream stream) {
        return new Consumer(
                row.number(),
                row.streamId,
                row.name,
                Consumer.arn(stream.arn(), row.name, row.createdAt),
                row.createdAt,
                row.status);
    }
}
