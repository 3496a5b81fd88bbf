package io.millrace.kit.audit;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Sort;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes and finds what was done. An event that PostgreSQL can't take goes to the log instead, whole, so that it is lost
 * nowhere. Old rows are removed beside the writing of new ones, once an hour at most.
 */
public final class Audit {
    private static final Logger log = LoggerFactory.getLogger(Audit.class);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    private final AuditRepository rows;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final Duration retention;
    private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.MIN);

    Audit(AuditRepository rows, TransactionOperations transactions, InstantSource clock, Duration retention) {
        this.rows = rows;
        this.transactions = transactions;
        this.clock = clock;
        this.retention = retention;
    }

    /** An event with the id that orders it. */
    public record Stored(long id, AuditEvent event) {}

    /**
     * What to look for; null means any.
     *
     * @param text occurs, in whatever case, in actor, action, resource or detail
     * @param before an id: only what is older
     */
    public record Query(
            @Nullable String text,
            @Nullable String actor,
            @Nullable String action,
            @Nullable String result,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before,
            int limit) {}

    public void write(AuditEvent event) {
        try {
            transactions.executeWithoutResult(status -> {
                rows.save(new AuditEntity(event));
                sweep();
            });
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("at", event.at())
                    .addKeyValue("account", event.account())
                    .addKeyValue("actor", event.actor())
                    .addKeyValue("accessKeyId", event.accessKeyId())
                    .addKeyValue("source", event.source())
                    .addKeyValue("service", event.service())
                    .addKeyValue("action", event.action())
                    .addKeyValue("resource", event.resource())
                    .addKeyValue("result", event.result())
                    .addKeyValue("requestId", event.requestId())
                    .addKeyValue("detail", event.detail())
                    .addKeyValue("sourceAddress", event.sourceAddress())
                    .addKeyValue("error", String.valueOf(e.getMessage()))
                    .log("audit event not stored");
        }
    }

    private void sweep() {
        var now = clock.instant();
        var last = swept.get();
        if (last.plus(BETWEEN_SWEEPS).isAfter(now)) return;
        if (swept.compareAndSet(last, now)) rows.removeBefore(now.minus(retention));
    }

    /** Newest first. */
    public List<Stored> find(Query query) {
        return rows
                .findBy(
                        (root, criteria, builder) -> matching(query, root, builder),
                        found -> found.sortBy(Sort.by("id").descending())
                                .limit(query.limit())
                                .all())
                .stream()
                .map(row -> new Stored(Objects.requireNonNull(row.id), row.event()))
                .toList();
    }

    private static Predicate matching(Query query, Root<AuditEntity> root, CriteriaBuilder builder) {
        var all = new ArrayList<Predicate>();
        if (query.actor() != null) all.add(builder.equal(root.get("actor"), query.actor()));
        if (query.action() != null) all.add(builder.equal(root.get("action"), query.action()));
        if (query.result() != null) all.add(builder.equal(root.get("result"), query.result()));
        if (query.from() != null) all.add(builder.greaterThanOrEqualTo(root.<Instant>get("at"), query.from()));
        if (query.to() != null) all.add(builder.lessThan(root.<Instant>get("at"), query.to()));
        if (query.before() != null) all.add(builder.lessThan(root.<Long>get("id"), query.before()));
        if (query.text() != null) {
            String pattern = "%"
                    + query.text()
                            .toLowerCase(Locale.ROOT)
                            .replace("\\", "\\\\")
                            .replace("%", "\\%")
                            .replace("_", "\\_")
                            .replace("\0", "")
                    + "%";
            var any = new ArrayList<Predicate>();
            for (String column : List.of("actor", "action", "resource", "detail"))
                any.add(builder.like(builder.lower(root.get(column)), pattern, '\\'));
            all.add(builder.or(any.toArray(Predicate[]::new)));
        }
        return builder.and(all.toArray(Predicate[]::new));
    }
}
