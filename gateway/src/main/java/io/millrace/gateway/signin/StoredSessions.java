package io.millrace.gateway.signin;

import io.millrace.gateway.console.Json;
import io.millrace.gateway.console.Session;
import io.millrace.gateway.console.Sessions;
import io.millrace.gateway.console.User;
import io.millrace.kit.database.DatabaseFaults;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sessions in PostgreSQL, and in memory for a few seconds, which is how long another gateway takes to feel that a session
 * has ended here. While PostgreSQL is away, what is in memory holds. The browser has the token, the table its SHA-256; the
 * CSRF token is another hash of the token, so it needs no place.
 */
final class StoredSessions implements Sessions {
    static final Duration LIFE = Duration.ofHours(12);
    static final Duration IDLE_LIFE = Duration.ofHours(2);

    /** Between two looks at the table. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** Between two notes of when a session was seen. */
    private static final Duration TOUCH = Duration.ofMinutes(1);

    private static final int TOKEN_BYTES = 32;
    /** 32 bytes in base64url without padding. */
    private static final int TOKEN_CHARS = 43;

    private static final int MAX_CACHED = 10_000;

    private final UserRepository users;
    private final SessionRepository rows;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final @Nullable String providerName;
    private final SecureRandom random = new SecureRandom();
    private final DatabaseFaults faults = new DatabaseFaults();

    /** Grows with whatever ends a session: what was read before it must not be kept after it. Guarded by the cache. */
    private long changes;

    @SuppressWarnings("serial") // never serialized
    private final Map<String, Cached> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Cached> eldest) {
            return size() > MAX_CACHED;
        }
    };

    /**
     * @param seenAt the last request
     * @param notedAt the last request that the table knows of
     * @param checkedAt when the table was asked, or could not be
     */
    private record Cached(User user, Instant createdAt, Instant seenAt, Instant notedAt, Instant checkedAt) {
        Instant expiresAt() {
            var idle = seenAt.plus(IDLE_LIFE);
            var end = createdAt.plus(LIFE);
            return idle.isBefore(end) ? idle : end;
        }
    }

    StoredSessions(
            UserRepository users,
            SessionRepository rows,
            TransactionOperations transactions,
            InstantSource clock,
            @Nullable String providerName) {
        this.users = users;
        this.rows = rows;
        this.transactions = transactions;
        this.clock = clock;
        this.providerName = providerName;
    }

    @Override
    public Map<String, @Nullable Object> waysIn() {
        return Json.object("local", true, "oidc", providerName == null ? null : Json.object("name", providerName));
    }

    @Override
    public boolean knows(String token) {
        var known = cached(id(token));
        return known != null && known.expiresAt().isAfter(clock.instant());
    }

    @Override
    public boolean lives(String token) {
        String id = id(token);
        long before = changes();
        var known = current(id, clock.instant());
        if (known != null) keep(id, known, before);
        return known != null;
    }

    @Override
    public @Nullable Session find(String token) {
        if (token.length() != TOKEN_CHARS) return null;
        String id = id(token);
        var now = clock.instant();
        long before = changes();
        var known = current(id, now);
        if (known == null) return null;
        var seen = new Cached(known.user, known.createdAt, now, known.notedAt, known.checkedAt);
        if (!seen.notedAt.plus(TOUCH).isAfter(now)) seen = note(id, seen, now);
        keep(id, seen, before);
        return new Session(id, seen.user, csrf(token), seen.expiresAt());
    }

    private @Nullable Cached current(String id, Instant now) {
        var known = cached(id);
        if (known == null || !known.checkedAt.plus(FRESH).isAfter(now)) known = look(id, known, now);
        if (known != null && known.expiresAt().isAfter(now)) return known;
        forget(id);
        return null;
    }

    private @Nullable Cached look(String id, @Nullable Cached known, Instant now) {
        try {
            return transactions.execute(status -> {
                var row = rows.findById(id).orElse(null);
                var user = row == null ? null : users.findById(row.userName).orElse(null);
                if (row == null || user == null || user.disabled) return null;
                // Another gateway may have seen it later, we may have seen it since we noted it.
                var seen = known != null && known.seenAt.isAfter(row.lastSeenAt) ? known.seenAt : row.lastSeenAt;
                return new Cached(user.user(), row.createdAt, seen, row.lastSeenAt, now);
            });
        } catch (RuntimeException e) {
            if (known == null || faults.translate(e) == null) throw e;
            return new Cached(known.user, known.createdAt, known.seenAt, known.notedAt, now);
        }
    }

    /** Writes down that it was seen. If that fails it is seen again soon. */
    private Cached note(String id, Cached seen, Instant now) {
        try {
            transactions.executeWithoutResult(status -> rows.touch(id, now));
        } catch (RuntimeException e) {
            if (faults.translate(e) == null) throw e;
        }
        return new Cached(seen.user, seen.createdAt, seen.seenAt, now, seen.checkedAt);
    }

    /** Begins a session. Within the transaction of the sign-in. @return the token */
    String begin(UserEntity user) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var now = clock.instant();
        rows.endExpired(now.minus(LIFE), now.minus(IDLE_LIFE));
        rows.save(new SessionEntity(id(token), user.name, now));
        return token;
    }

    void end(String id) {
        transactions.executeWithoutResult(status -> rows.end(id));
        forget(id);
    }

    void endOf(String token) {
        end(id(token));
    }

    /** Ends the sessions of a user but that one. Within a transaction; {@link #changed} must follow it. */
    void endOthers(String user, String butId) {
        rows.endOthers(user, butId);
    }

    /** Something about a user is different now: every session of theirs looks at the table with its next request. */
    void changed(String user) {
        synchronized (cache) {
            changes++;
            cache.values().removeIf(session -> session.user.name().equals(user));
        }
    }

    private @Nullable Cached cached(String id) {
        synchronized (cache) {
            return cache.get(id);
        }
    }

    private long changes() {
        synchronized (cache) {
            return changes;
        }
    }

    private void keep(String id, Cached session, long before) {
        synchronized (cache) {
            if (changes == before) cache.put(id, session);
        }
    }

    private void forget(String id) {
        synchronized (cache) {
            changes++;
            cache.remove(id);
        }
    }

    private static String id(String token) {
        return HexFormat.of().formatHex(sha256(token));
    }

    private static String csrf(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256("csrf " + token));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
