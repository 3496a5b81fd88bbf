package io.millrace.gateway.signin;

import io.millrace.gateway.console.ConsoleSettings;
import io.millrace.gateway.console.Role;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the user {@code admin} when there is nobody yet, and lets one in again who is locked out. */
final class FirstAdministrator {
    static final String NAME = "admin";

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private final UserRepository users;
    private final StoredSessions sessions;
    private final Passwords passwords;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    FirstAdministrator(
            UserRepository users,
            StoredSessions sessions,
            Passwords passwords,
            TransactionOperations transactions,
            InstantSource clock) {
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.transactions = transactions;
        this.clock = clock;
    }

    void ensure(ConsoleSettings settings, PasswordFile file) throws InterruptedException {
        if (users.count() > 0 && !settings.resetAdmin()) return;
        String given = settings.adminPassword();
        if (given == null && !file.exists()) {
            log.warn("nobody can sign in to the console yet:"
                    + " set millrace.gateway.console.admin-password to a temporary password for the user admin");
            return;
        }
        String password = given == null ? passwords.temporary() : given;
        String hash = passwords.hash(password);
        transactions.executeWithoutResult(status -> {
            users.lock();
            if (users.count() > 0 && !settings.resetAdmin()) return;
            var admin = users.findById(NAME).orElseGet(() -> new UserEntity(NAME, Role.ADMIN, clock.instant()));
            admin.role = Role.ADMIN.text();
            admin.source = UserEntity.LOCAL;
            admin.disabled = false;
            admin.passwordHash = hash;
            admin.mustChangePassword = true;
            users.saveAndFlush(admin);
            sessions.endOthers(NAME, "");
            if (given == null) file.write(password);
        });
    }
}
