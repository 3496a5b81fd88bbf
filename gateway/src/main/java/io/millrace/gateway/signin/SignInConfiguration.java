package io.millrace.gateway.signin;

import io.millrace.gateway.audit.ConsoleAudit;
import io.millrace.gateway.console.ConsoleSettings;
import io.millrace.gateway.console.Route;
import io.millrace.identity.SecretSeal;
import io.millrace.kit.service.Platform;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The parts of signing in. */
@Configuration(proxyBeanMethods = false)
public class SignInConfiguration {
    @Bean
    StoredSessions storedSessions(
            UserRepository users,
            SessionRepository rows,
            PlatformTransactionManager transactions,
            ConsoleSettings settings,
            Platform platform) {
        String provider =
                settings.oidc().issuer() == null ? null : settings.oidc().name();
        return new StoredSessions(users, rows, new TransactionTemplate(transactions), platform.clock(), provider);
    }

    @Bean
    SignInRoutes signInRoutes(
            UserRepository users,
            StoredSessions sessions,
            PlatformTransactionManager transactionManager,
            ConsoleSettings settings,
            ConsoleAudit audit,
            SecretSeal seal,
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
        var routes = new ArrayList<Route>();
        routes.addAll(signIn.routes());
        routes.addAll(management.routes());
        var oidc = settings.oidc();
        var issuer = oidc.issuer();
        if (issuer != null) {
            var provider = new OidcProvider(oidc, issuer, clock);
            routes.addAll(new OidcSignIn(oidc, provider, users, sessions, seal, transactions, audit, clock).routes());
        }
        return new SignInRoutes(routes);
    }

    /** What the admin API gains by all this. */
    public record SignInRoutes(List<Route> routes) {}
}
