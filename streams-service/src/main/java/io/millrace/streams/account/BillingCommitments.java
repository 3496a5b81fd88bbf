package io.millrace.streams.account;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.springframework.transaction.support.TransactionOperations;

/** The minimum throughput billing commitments of all accounts. Nobody is billed here: what they allow is what counts. */
public final class BillingCommitments {
    private final BillingCommitmentRepository rows;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    BillingCommitments(BillingCommitmentRepository rows, TransactionOperations transactions, InstantSource clock) {
        this.rows = rows;
        this.transactions = transactions;
        this.clock = clock;
    }

    public BillingCommitment of(String account) {
        return BillingCommitment.of(rows.findById(account).orElse(null), clock.instant());
    }

    /** Begins a commitment, or takes back that it ends. */
    BillingCommitment enable(String account) {
        return change(account, (row, now) -> {
            boolean over = row.endedAt != null && !row.endedAt.isAfter(now);
            if (row.startedAt.equals(Instant.EPOCH) || over) row.startedAt = now;
            row.endedAt = null;
        });
    }

    /** Ends a commitment, at the earliest when its first day is over. */
    BillingCommitment disable(String account) {
        if (!of(account).inForce()) return of(account);
        return change(account, (row, now) -> {
            var earliest = row.startedAt.plus(BillingCommitment.SHORTEST);
            if (row.endedAt == null) row.endedAt = earliest.isAfter(now) ? earliest : now;
        });
    }

    private interface Change {
        void make(BillingCommitmentEntity row, Instant now);
    }

    private BillingCommitment change(String account, Change change) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Objects.requireNonNull(transactions.execute(status -> {
            var row = rows.findById(account).orElseGet(BillingCommitmentEntity::new);
            row.accountId = account;
            change.make(row, now);
            return BillingCommitment.of(rows.saveAndFlush(row), now);
        }));
    }
}
