package io.millrace.gateway.signin;

import io.millrace.gateway.audit.ConsoleAudit;
import io.millrace.gateway.console.Answer;
import io.millrace.gateway.console.Call;
import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Endpoint;
import io.millrace.gateway.console.Json;
import io.millrace.gateway.console.Role;
import io.millrace.gateway.console.Route;
import io.netty.handler.codec.http.HttpMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The users of the console, for administrators. One change at a time, in whatever process, so that there is always somebody
 * left who can sign in with a password and rule.
 */
final class Users {
    /** With a letter or a digit: dots alone are no place in a URL. */
    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z0-9])[A-Za-z0-9._@-]{1,64}");

    private final UserRepository users;
    private final StoredSessions sessions;
    private final Passwords passwords;
    private final PasswordFile passwordFile;
    private final TransactionOperations transactions;
    private final ConsoleAudit audit;
    private final InstantSource clock;

    Users(
            UserRepository users,
            StoredSessions sessions,
            Passwords passwords,
            PasswordFile passwordFile,
            TransactionOperations transactions,
            ConsoleAudit audit,
            InstantSource clock) {
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.passwordFile = passwordFile;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.of(HttpMethod.GET, "users", Role.ADMIN, this::list),
                Route.of(
                        HttpMethod.POST, "users", Role.ADMIN, audit.over("CreateUser", Users::givenName, this::create)),
                Route.of(HttpMethod.PATCH, "users/{name}", Role.ADMIN, audited("UpdateUser", this::update)),
                Route.of(HttpMethod.POST, "users/{name}/password", Role.ADMIN, audited("ResetPassword", this::reset)),
                Route.of(HttpMethod.DELETE, "users/{name}", Role.ADMIN, audited("DeleteUser", this::delete)));
    }

    private Endpoint audited(String action, Endpoint endpoint) {
        return audit.over(action, call -> call.path("name"), endpoint);
    }

    private static @Nullable String givenName(Call call) {
        try {
            return call.textOrNull("name");
        } catch (ConsoleError e) {
            return null;
        }
    }

    private Answer list(Call call) {
        return Answer.ok(Json.object(
                "users", users.findAllByOrderByName().stream().map(Users::view).toList()));
    }

    private static Object view(UserEntity user) {
        return Json.object(
                "name", user.name,
                "role", user.role,
                "source", user.source,
                "disabled", user.disabled,
                "createdAt", user.createdAt,
                "lastSignInAt", user.lastSignInAt,
                "mustChangePassword", user.mustChangePassword);
    }

    private static Role role(String text) {
        var role = Role.of(text);
        if (role == null) throw ConsoleError.badRequest("\"role\" must be viewer, operator or admin.");
        return role;
    }

    private Answer create(Call call) throws InterruptedException {
        String name = call.text("name");
        var role = role(call.text("role"));
        if (!NAME.matcher(name).matches())
            throw ConsoleError.badRequest(
                    "A name has 1 to 64 characters of A-Z, a-z, 0-9, \".\", \"_\", \"@\" and \"-\".");
        String password = passwords.temporary();
        String hash = passwords.hash(password);
        var made = Objects.requireNonNull(transactions.execute(status -> {
            users.lock();
            if (users.existsById(name))
                throw ConsoleError.conflict("UserExists", "There is a user " + name + " already.");
            var user = new UserEntity(name, role, clock.instant());
            user.passwordHash = hash;
            user.mustChangePassword = true;
            return users.saveAndFlush(user);
        }));
        return Answer.json(201, Json.object("user", view(made), "password", password));
    }

    private Answer update(Call call) {
        String role = call.textOrNull("role");
        Boolean disabled = call.truthOrNull("disabled");
        var wanted = role == null ? null : role(role);
        var changed = change(call, user -> {
            if (wanted != null && !user.source.equals(UserEntity.LOCAL) && wanted != user.role())
                throw ConsoleError.conflict("NotLocal", "The role of this user comes from the identity provider.");
            boolean keeps = (wanted == null || wanted == Role.ADMIN) && !Boolean.TRUE.equals(disabled);
            if (!keeps) refuseIfLast(user);
            if (wanted != null) user.role = wanted.text();
            if (disabled != null) user.disabled = disabled;
            if (user.disabled) sessions.endOthers(user.name, "");
        });
        return Answer.ok(view(changed));
    }

    private Answer reset(Call call) throws InterruptedException {
        String password = passwords.temporary();
        String hash = passwords.hash(password);
        var changed = change(call, user -> {
            if (!user.source.equals(UserEntity.LOCAL))
                throw ConsoleError.conflict("NotLocal", "The password of this user is kept by the identity provider.");
            user.passwordHash = hash;
            user.mustChangePassword = true;
            sessions.endOthers(user.name, call.session().id());
        });
        if (changed.name.equals(FirstAdministrator.NAME)) passwordFile.delete();
        return Answer.ok(Json.object("password", password));
    }

    private Answer delete(Call call) {
        change(call, user -> {
            refuseIfLast(user);
            users.delete(user);
        });
        return Answer.done();
    }

    private UserEntity change(Call call, Consumer<UserEntity> change) {
        String name = call.path("name");
        var changed = Objects.requireNonNull(transactions.execute(status -> {
            users.lock();
            var user = users.findById(name).orElseThrow(() -> ConsoleError.notFound("There is no user of that name."));
            change.accept(user);
            return user;
        }));
        sessions.changed(name);
        return changed;
    }

    private void refuseIfLast(UserEntity user) {
        boolean counts = user.role() == Role.ADMIN && user.source.equals(UserEntity.LOCAL) && !user.disabled;
        if (counts && users.countByRoleAndSourceAndDisabledFalse(Role.ADMIN.text(), UserEntity.LOCAL) <= 1)
            throw ConsoleError.conflict(
                    "LastAdministrator", "This is the last administrator with a password: make another one first.");
    }
}
