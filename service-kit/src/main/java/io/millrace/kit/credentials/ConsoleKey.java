package io.millrace.kit.credentials;

import io.millrace.identity.AccessKey;
import io.millrace.identity.AccessKeyFactory;
import io.millrace.identity.Caller;
import io.millrace.identity.SecretSeal;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The access key with which the gateway signs what users of the console do. Every service and the gateway make sure of it
 * when they start, so it is good at once, whoever comes first.
 */
public final class ConsoleKey {
    /** The header, always signed, that names the user for whom the console acts. */
    public static final String ACTING_USER = "x-millrace-acting-user";

    /** The same for where that user's browser is. */
    public static final String ACTING_ADDRESS = "x-millrace-acting-address";

    private final AccessKey key;

    private ConsoleKey(AccessKey key) {
        this.key = key;
    }

    public String id() {
        return key.id();
    }

    /** With its secret, to sign with. */
    public AccessKey key() {
        return key;
    }

    static ConsoleKey ensure(
            String account,
            AccountRepository accounts,
            AccessKeyRepository keys,
            SecretSeal seal,
            TransactionOperations transactions,
            InstantSource clock) {
        return Objects.requireNonNull(transactions.execute(status -> {
            accounts.lock();
            var known = keys.findByAccountIdAndKind(account, KeyKind.CONSOLE.text());
            return new ConsoleKey(
                    known.isEmpty() ? make(account, accounts, keys, seal, clock) : open(known.getFirst(), seal));
        }));
    }

    private static AccessKey make(
            String account,
            AccountRepository accounts,
            AccessKeyRepository keys,
            SecretSeal seal,
            InstantSource clock) {
        String arn = "arn:aws:iam::" + account + ":user/millrace-console";
        var key = AccessKeyFactory.secure().create(account, arn);
        if (!accounts.existsById(account)) accounts.saveAndFlush(new AccountEntity(account, clock.instant()));
        byte[] sealed = seal.seal(AccessKeyDirectory.PURPOSE, key.id(), key.secret());
        keys.saveAndFlush(new AccessKeyEntity(key.id(), account, arn, sealed, KeyKind.CONSOLE, clock.instant()));
        return key;
    }

    private static AccessKey open(AccessKeyEntity stored, SecretSeal seal) {
        try {
            String secret = seal.open(AccessKeyDirectory.PURPOSE, stored.id, stored.sealedSecret);
            return new AccessKey(stored.id, secret, new Caller(stored.accountId, stored.arn, stored.id), null, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the console's access key " + stored.id
                            + " can't be opened with this master key: was it sealed with another?",
                    e);
        }
    }
}
