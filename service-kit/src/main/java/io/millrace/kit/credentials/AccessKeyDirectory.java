package io.millrace.kit.credentials;

import io.millrace.identity.AccessKey;
import io.millrace.identity.AccessKeys;
import io.millrace.identity.Caller;
import io.millrace.identity.SecretSeal;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All active access keys in memory, so that no request waits for the database. Follows the table by asking every few
 * seconds, which is how long a new or withdrawn key takes to be felt; while the database is away, what was known holds.
 */
public final class AccessKeyDirectory implements AccessKeys, AutoCloseable {
    /** What the secrets are sealed for. */
    public static final String PURPOSE = "access-key";

    private static final Logger log = LoggerFactory.getLogger(AccessKeyDirectory.class);
    private static final long PERIOD_NANOS = 5_000_000_000L;

    private final AccessKeyRepository repository;
    private final SecretSeal seal;
    private final Thread thread;
    private volatile Map<String, AccessKey> keys = Map.of();
    private volatile boolean closed;

    AccessKeyDirectory(AccessKeyRepository repository, SecretSeal seal) {
        this.repository = repository;
        this.seal = seal;
        refresh();
        this.thread = Thread.ofVirtual().name("access-keys").start(this::follow);
    }

    @Override
    public @Nullable AccessKey find(String id) {
        return keys.get(id);
    }

    private void refresh() {
        var known = keys;
        var fresh = new HashMap<String, AccessKey>();
        for (var stored : repository.findByActiveTrue()) {
            var old = known.get(stored.id);
            fresh.put(stored.id, old != null ? old : open(stored));
        }
        keys = Map.copyOf(fresh);
    }

    private AccessKey open(AccessKeyEntity stored) {
        try {
            String secret = seal.open(PURPOSE, stored.id, stored.sealedSecret);
            var owner = new Caller(stored.accountId, stored.arn, stored.id);
            return new AccessKey(stored.id, secret, owner, null, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "access key " + stored.id + " can't be opened with this master key: was it sealed with another?",
                    e);
        }
    }

    private void follow() {
        while (!closed) {
            LockSupport.parkNanos(PERIOD_NANOS);
            if (closed) return;
            try {
                refresh();
            } catch (RuntimeException e) {
                log.atDebug().addKeyValue("error", e.getClass().getSimpleName()).log("access keys not refreshed");
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
