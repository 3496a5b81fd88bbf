package io.millrace.streams.account;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account's minimum throughput billing commitment: the structure {@code MinimumThroughputBillingCommitmentOutput}.
 *
 * @param startedAt null if there never was one
 * @param endedAt when it ended or will end, or null
 * @param earliestAllowedEndAt the end of the day that it lasts at least
 */
public record BillingCommitment(
        String status,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant earliestAllowedEndAt) {
    static final String ENABLED = "ENABLED";
    static final String DISABLED = "DISABLED";
    private static final String ENDING = "ENABLED_UNTIL_EARLIEST_ALLOWED_END";

    /** How long it lasts at least (API reference of UpdateAccountSettings). */
    static final Duration SHORTEST = Duration.ofHours(24);

    static BillingCommitment of(@Nullable BillingCommitmentEntity row, Instant now) {
        if (row == null) return new BillingCommitment(DISABLED, null, null, null);
        Instant ended = row.endedAt;
        String status = ended == null ? ENABLED : ended.isAfter(now) ? ENDING : DISABLED;
        return new BillingCommitment(status, row.startedAt, ended, row.startedAt.plus(SHORTEST));
    }

    /** True if the account has what it allows. */
    public boolean inForce() {
        return !status.equals(DISABLED);
    }
}
