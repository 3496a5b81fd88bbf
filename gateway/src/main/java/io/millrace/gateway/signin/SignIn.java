package io.millrace.gateway.signin;

import io.millrace.gateway.audit.ConsoleAudit;
import io.millrace.gateway.console.Answer;
import io.millrace.gateway.console.Call;
import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Cookies;
import io.millrace.gateway.console.Json;
import io.millrace.gateway.console.Role;
import io.millrace.gateway.console.Route;
import io.millrace.gateway.console.Session;
import io.millrace.kit.audit.AuditEvent;
import io.netty.handler.codec.http.HttpMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.transaction.support.TransactionOperations;

/** Signing in with a password, signing out, and changing the password. */
final class SignIn {
    private final UserRepository users;
    private final StoredSessions sessions;
    private final Passwords passwords;
    private final AttemptLimits attempts;
    private final TransactionOperations transactions;
    private final PasswordFile passwordFile;
    private final ConsoleAudit audit;
    private final InstantSource clock;

    SignIn(
            UserRepository users,
            StoredSessions sessions,
            Passwords passwords,
            AttemptLimits attempts,
            TransactionOperations transactions,
            PasswordFile passwordFile,
            ConsoleAudit audit,
            InstantSource clock) {
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.attempts = attempts;
        this.transactions = transactions;
        this.passwordFile = passwordFile;
        this.audit = audit;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.of(HttpMethod.GET, "session", Role.VIEWER, call -> Answer.ok(view(call.session())))
                        .evenBeforePasswordChange(),
                Route.open(HttpMethod.POST, "session", this::signIn),
                Route.of(HttpMethod.DELETE, "session", Role.VIEWER, audit.over("SignOut", call -> null, this::signOut))
                        .evenBeforePasswordChange(),
                Route.of(
                                HttpMethod.POST,
                                "password",
                                Role.VIEWER,
                                audit.over("ChangePassword", call -> null, this::changePassword))
                        .evenBeforePasswordChange());
    }

    private static Object view(Session session) {
        var user = session.user();
        return Json.object(
                "user",
                Json.object(
                        "name", user.name(),
                        "role", user.role().text(),
                        "source", user.source(),
                        "mustChangePassword", user.mustChangePassword()),
                "csrf",
                session.csrf(),
                "expiresAt",
                session.expiresAt());
    }

    private Answer signIn(Call call) throws InterruptedException {
        String name = call.text("name");
        String password = call.text("password");
        UserEntity user;
        try {
            user = proven(name, password, call.sourceAddress());
        } catch (ConsoleError e) {
            // Whoever is locked out already must not fill the table too.
            if (e.status() == 401) audit.write(call, name, "SignIn", null, e.code(), Map.of());
            throw e;
        }
        String token = Objects.requireNonNull(transactions.execute(status -> {
            var row = users.findById(user.name).orElseThrow();
            row.lastSignInAt = clock.instant();
            return sessions.begin(row);
        }));
        String old = call.token();
        if (old != null) sessions.endOf(old);
        audit.write(call, name, "SignIn", null, AuditEvent.SUCCESS, Map.of());
        var session = Objects.requireNonNull(sessions.find(token));
        return Answer.ok(view(session)).with("set-cookie", cookie(call, token));
    }

    static String cookie(Call call, String token) {
        return Cookies.set(call.exchange(), Cookies.SESSION, token, "Strict", StoredSessions.LIFE);
    }

    /** The user, if the password is theirs; an unknown or disabled one is told the same, after the same time. */
    private UserEntity proven(String name, String password, String address) throws InterruptedException {
        attempts.begin(name, address);
        var user = users.findById(name).orElse(null);
        boolean tooLong = password.length() > 2 * Passwords.MAX_CHARS;
        String hash = user == null || user.disabled || tooLong ? null : user.passwordHash;
        boolean right = passwords.matches(tooLong ? "" : password, hash);
        if (user == null || !right)
            throw new ConsoleError(401, "InvalidCredentials", "The name or the password is wrong.");
        attempts.succeeded(name, address);
        return user;
    }

    private Answer signOut(Call call) {
        sessions.end(call.session().id());
        return Answer.done().with("set-cookie", Cookies.clear(call.exchange(), Cookies.SESSION, "Strict"));
    }

    private Answer changePassword(Call call) throws InterruptedException {
        var session = call.session();
        String current = call.text("current");
        String next = call.text("next");
        if (!session.user().source().equals(UserEntity.LOCAL))
            throw ConsoleError.conflict("NotLocal", "The password of this user is kept by the identity provider.");
        var user = proven(session.user().name(), current, call.sourceAddress());
        Passwords.checkChoice(next, user.name, current);
        String hash = passwords.hash(next);
        transactions.executeWithoutResult(status -> {
            var row = users.findById(user.name).orElseThrow();
            row.passwordHash = hash;
            row.mustChangePassword = false;
            sessions.endOthers(user.name, session.id());
        });
        sessions.changed(user.name);
        if (user.name.equals(FirstAdministrator.NAME)) passwordFile.delete();
        return Answer.done();
    }
}
