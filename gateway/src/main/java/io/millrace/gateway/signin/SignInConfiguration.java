package io.millrace.gateway.signin;

import io.millrace.gateway.audit.ConsoleAudit;
import io.millrace.gateway.console.ConsoleSettings;
import io.millrace.gateway.console.Route;
import io.millrace.kit.service.Platform;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The parts of signing in. */
@Configuration(proxyBeanMethods = false)
public class SignInConfiguration {
    @Bean
    StoredSessions storedSessions(
            UserRepository users, SessionRepository rows, PlatformTransactionManager transactions, Platform platform) {
        return new StoredSessions(users, rows, new TransactionTemplate(transactions), platform.clock(), null);
    }

    @Bean
    SignInRoutes signInRoutes(
            UserRepository users,
            StoredSessions sessions,
            PlatformTransactionManager transactionManager,
            ConsoleSettings settings,
            ConsoleAudit audit,
            Platform platform)
            throws InterruptedException {
        var transactions = new TransactionTemplate(transactionManager);
        var passwords = new Passwords();
        var file = new PasswordFile(settings.passwordFile());
        var clock = platform.clock();
        new FirstAdministrator(users, sessions, passwords, transactions, clock).ensure(settings, file);
        var attempts = new AttemptLimits(clock);
        var signIn = new SignIn(users, sessions, passwords, attempts, transactions, file, audit, clock);
        var management = new Users(users, sessions, passwords, file, transactions, audit, clock);
        return new SignInRoutes(Stream.of(signIn.routes(), management.routes())
                .flatMap(List::stream)
                .toList());
    }

    /** What the admin API gains by all this. */
    public record SignInRoutes(List<Route> routes) {}
}
