package io.millrace.firehose.stream;

import io.millrace.kit.database.TableChanges;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Changes delivery streams: first in the table, in one transaction, then in the view. What {@link TableChanges} says of order and of
 * broken connections holds for them.
 */
public final class DeliveryStreamStore {
    private final DeliveryStreamRepository rows;
    private final TransactionOperations transactions;
    private final DeliveryStreams view;
    private final StoredDestination destinations;
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
            public void found(DeliveryStream stream) {}
        };

        /** The outcome of a change is unknown: call {@link DeliveryStreamStore#settle} until it succeeds. */
        void doubtful();

        /** A stream is as the table says, which may not be as it was known. */
        void found(DeliveryStream stream);
    }

    DeliveryStreamStore(
            DeliveryStreamRepository rows,
            TransactionOperations transactions,
            DeliveryStreams view,
            StoredDestination destinations) {
        this.rows = rows;
        this.transactions = transactions;
        this.view = view;
        this.destinations = destinations;
        this.changes = new TableChanges<>(
                transactions,
                rows::awaitTurn,
                this::read,
                "Too many changes of delivery streams are waiting, please try again.");
    }

    void follow(Follower by) {
        follower = by;
        changes.onDoubt(by::doubtful);
    }

    /** Fills the view. Called once, before the first request. */
    void load() {
        transactions.executeWithoutResult(status -> rows.findAll().forEach(row -> view.put(streamOf(row))));
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
        DeliveryStream found = changes.transaction(() -> rows.findByAccountIdAndName(name.account, name.stream)
                .map(this::streamOf)
                .orElse(null));
        var known = view.find(name.account, name.stream);
        if (known != null && (found == null || found.id() != known.id())) view.remove(known);
        if (found == null) return;
        view.put(found);
        follower.found(found);
    }

    private <T> T change(String account, String name, Supplier<T> change) {
        return changes.change(new Name(account, name), change);
    }

    /** Stores a new stream and, in the same transaction, what else belongs to it. */
    DeliveryStream create(DeliveryStream made, IntConsumer more) {
        return exclusively(() -> {
            var stream = change(made.account(), made.name(), () -> {
                var row = rows.saveAndFlush(rowOf(made));
                more.accept(row.number());
                return streamOf(row);
            });
            view.put(stream);
            return stream;
        });
    }

    /** Changes a stream's row, and the view after it. */
    DeliveryStream update(int id, Consumer<DeliveryStreamEntity> change) {
        return exclusively(() -> {
            var known = view.find(id);
            if (known == null) throw new IllegalStateException("delivery stream " + id + " is gone");
            var stream = change(known.account(), known.name(), () -> {
                var row = rows.findById(id).orElseThrow();
                change.accept(row);
                return streamOf(rows.saveAndFlush(row));
            });
            view.put(stream);
            return stream;
        });
    }

    /** Takes a stream away. */
    void delete(DeliveryStream stream) {
        exclusively(() -> {
            change(stream.account(), stream.name(), () -> {
                rows.deleteById(stream.id());
                return stream;
            });
            view.remove(stream);
            return stream;
        });
    }

    /** A destination as a row keeps it. */
    String stored(DeliveryStream stream, io.millrace.firehose.destination.Destination destination) {
        return destinations.write(stream.account(), stream.name(), destination);
    }

    private DeliveryStreamEntity rowOf(DeliveryStream stream) {
        var row = new DeliveryStreamEntity();
        row.accountId = stream.account();
        row.name = stream.name();
        row.type = stream.type();
        row.status = stream.status();
        row.version = stream.version();
        row.createdAt = stream.createdAt();
        row.destination = stored(stream, stream.destination());
        row.throughputHint = stream.throughputHint();
        var source = stream.source();
        if (source != null) {
            row.sourceArn = source.streamArn();
            row.sourceRole = source.roleArn();
            row.sourceStart = source.start();
        }
        return row;
    }

    private DeliveryStream streamOf(DeliveryStreamEntity row) {
        return new DeliveryStream(
                row.number(),
                row.accountId,
                row.name,
                view.arn(row.accountId, row.name),
                row.type,
                row.status,
                row.version,
                row.createdAt,
                row.updatedAt,
                destinations.read(row.accountId, row.name, row.destination),
                sourceOf(row),
                Encryption.DISABLED,
                row.failureType == null || row.failureDetails == null
                        ? null
                        : new Failure(row.failureType, row.failureDetails),
                row.throughputHint);
    }

    private static @Nullable KinesisStreamSource sourceOf(DeliveryStreamEntity row) {
        if (row.sourceArn == null || row.sourceRole == null || row.sourceStart == null) return null;
        return new KinesisStreamSource(row.sourceArn, row.sourceRole, row.sourceStart);
    }
}
