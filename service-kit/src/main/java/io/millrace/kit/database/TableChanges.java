package io.millrace.kit.database;

import io.millrace.wire.ApiException;
import io.millrace.wire.CommonErrors;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Changes of a table that is also held in memory, one at a time, so that the view never shows an older state over a newer one;
 * changes are rare and short.
 *
 * <p>When the connection breaks while a change is committed, its outcome is unknown until the table can be read again. Its
 * caller was told that it failed; no other change is made before the view shows what the table says.
 *
 * @param <N> what a changed row is found by
 */
public final class TableChanges<N> {
    private static final long TURN_SECONDS = 2;

    private final TransactionOperations transactions;
    private final Runnable tableLock;
    private final Consumer<N> reading;
    private final String busy;
    private final ReentrantLock changing = new ReentrantLock();
    private final Set<N> doubtful = ConcurrentHashMap.newKeySet();
    private volatile Runnable doubt = () -> {};

    /**
     * @param tableLock waits, within a transaction, for every other that changes the table, given up by us or not: the server
     *     may still work on one whose connection broke
     * @param reading has the view show what the table says of a row
     * @param busy what a caller is told whose turn does not come
     */
    public TableChanges(TransactionOperations transactions, Runnable tableLock, Consumer<N> reading, String busy) {
        this.transactions = transactions;
        this.tableLock = tableLock;
        this.reading = reading;
        this.busy = busy;
    }

    /** Has someone told that an outcome is unknown, who then calls {@link #settle} until it succeeds. */
    public void onDoubt(Runnable listener) {
        doubt = listener;
    }

    /**
     * Runs a change alone, so that what it checks in the view still holds when it writes.
     *
     * @throws ApiException if its turn does not come soon: while the database is away each change waits for a connection,
     *     and those behind it would wait for all before them
     */
    public <T> T exclusively(Supplier<T> change) {
        if (!isOurTurn()) throw ApiException.of(CommonErrors.serviceUnavailable(busy));
        try {
            if (changing.getHoldCount() == 1) settleDoubtful();
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

    /** Finds out what became of changes whose connection broke. */
    public void settle() {
        exclusively(() -> doubtful);
    }

    private void settleDoubtful() {
        for (N name : List.copyOf(doubtful)) {
            reading.accept(name);
            doubtful.remove(name);
        }
    }

    /** Runs a transaction that changes a row, alone also among those whose connection broke. */
    public <T> T change(N name, Supplier<T> change) {
        try {
            return transaction(change);
        } catch (ApiException | DataIntegrityViolationException | CannotCreateTransactionException e) {
            // Refused by us or by the table, or never begun.
            throw e;
        } catch (RuntimeException e) {
            doubtful.add(name);
            doubt.run();
            throw e;
        }
    }

    /** Runs a transaction when no other that changes the table is under way. */
    public <T extends @Nullable Object> T transaction(Supplier<T> work) {
        return transactions.execute(status -> {
            tableLock.run();
            return work.get();
        });
    }
}
