package io.millrace.streams.fanout;

import io.millrace.streams.account.BillingCommitments;

/** How many consumers may be registered with a stream. */
public final class ConsumerLimit {
    /** Consumers of a stream of an account with a minimum throughput billing commitment (API reference). */
    private static final int COMMITTED = 50;

    private final int usual;
    private final BillingCommitments commitments;

    /** @param usual consumers of a stream of any account */
    public ConsumerLimit(int usual, BillingCommitments commitments) {
        this.usual = usual;
        this.commitments = commitments;
    }

    /** The limit of an account whose stream has so many consumers; asks the database only when it matters. */
    int of(String account, int present) {
        if (present < usual || usual >= COMMITTED) return usual;
        return commitments.of(account).inForce() ? COMMITTED : usual;
    }
}
