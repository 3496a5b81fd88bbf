package io.millrace.kit.credentials;

import io.millrace.identity.AccessKey;
import io.millrace.identity.AccessKeyFactory;
import io.millrace.identity.SecretSeal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.transaction.support.TransactionOperations;

/** The access keys of the account, to be listed, made and withdrawn. Services feel a change within seconds. */
public final class AccessKeyStore {
    private final AccessKeyRepository keys;
    private final SecretSeal seal;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final String account;

    AccessKeyStore(
            AccessKeyRepository keys,
            SecretSeal seal,
            TransactionOperations transactions,
            InstantSource clock,
            String account) {
        this.keys = keys;
        this.seal = seal;
        this.transactions = transactions;
        this.clock = clock;
        this.account = account;
    }

    /** A key without its secret. */
    public record Listed(String id, String arn, String description, Instant createdAt, boolean active, KeyKind kind) {}

    /** A new key, for the only time with its secret. */
    public record Made(Listed listed, String secret) {}

    public List<Listed> list() {
        return keys.findAll(Sort.by("createdAt", "id")).stream()
                .filter(key -> key.accountId.equals(account))
                .map(AccessKeyStore::listed)
                .toList();
    }

    public @Nullable Listed find(String id) {
        return keys.findById(id)
                .filter(key -> key.accountId.equals(account))
                .map(AccessKeyStore::listed)
                .orElse(null);
    }

    /** Makes a key that may do what the account may. */
    public Made make(String description) {
        AccessKey key = AccessKeyFactory.secure().create(account, "arn:aws:iam::" + account + ":root");
        byte[] sealed = seal.seal(AccessKeyDirectory.PURPOSE, key.id(), key.secret());
        var row = new AccessKeyEntity(key.id(), account, key.owner().arn(), sealed, KeyKind.USER, clock.instant());
        row.description = description;
        transactions.executeWithoutResult(status -> keys.saveAndFlush(row));
        return new Made(listed(row), key.secret());
    }

    public Listed activate(String id, boolean active) {
        return change(id, key -> key.active = active);
    }

    public void delete(String id) {
        change(id, keys::delete);
    }

    private Listed change(String id, Consumer<AccessKeyEntity> change) {
        return Objects.requireNonNull(transactions.execute(status -> {
            var key = keys.findById(id).orElseThrow();
            change.accept(key);
            return listed(key);
        }));
    }

    private static Listed listed(AccessKeyEntity key) {
        return new Listed(key.id, key.arn, key.description, key.createdAt, key.active, kind(key.kind));
    }

    private static KeyKind kind(String text) {
        for (var kind : KeyKind.values()) if (kind.text().equals(text)) return kind;
        throw new IllegalStateException("unknown kind of key " + text);
    }
}
