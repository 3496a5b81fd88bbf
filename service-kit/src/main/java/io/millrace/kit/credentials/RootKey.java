package io.millrace.kit.credentials;

import io.millrace.identity.AccessKey;
import io.millrace.identity.AccessKeyFactory;
import io.millrace.identity.Caller;
import io.millrace.identity.SecretSeal;
import java.time.InstantSource;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the first account and its root key, once in the life of a database. */
final class RootKey {
    private final AccountRepository accounts;
    private final AccessKeyRepository keys;
    private final SecretSeal seal;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    RootKey(
            AccountRepository accounts,
            AccessKeyRepository keys,
            SecretSeal seal,
            TransactionOperations transactions,
            InstantSource clock) {
        this.accounts = accounts;
        this.keys = keys;
        this.seal = seal;
        this.transactions = transactions;
        this.clock = clock;
    }

    void ensure(String account, IdentitySettings settings) {
        transactions.executeWithoutResult(status -> {
            accounts.lock();
            if (!keys.findByAccountIdAndKind(account, KeyKind.ROOT.text()).isEmpty()) return;
            AccessKey key = make(account, settings);
            if (!accounts.existsById(account)) accounts.saveAndFlush(new AccountEntity(account, clock.instant()));
            byte[] sealed = seal.seal(AccessKeyDirectory.PURPOSE, key.id(), key.secret());
            keys.save(new AccessKeyEntity(key.id(), account, key.owner().arn(), sealed, KeyKind.ROOT, clock.instant()));
        });
    }

    private static AccessKey make(String account, IdentitySettings settings) {
        String arn = "arn:aws:iam::" + account + ":root";
        String id = settings.rootAccessKeyId();
        String secret = settings.rootSecretAccessKey();
        if (id == null || secret == null) return AccessKeyFactory.secure().create(account, arn);
        return new AccessKey(id, secret, new Caller(account, arn, id), null, null);
    }
}
