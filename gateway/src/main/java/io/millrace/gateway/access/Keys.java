package io.millrace.gateway.access;

import io.millrace.gateway.audit.ConsoleAudit;
import io.millrace.gateway.console.Answer;
import io.millrace.gateway.console.Call;
import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Json;
import io.millrace.gateway.console.Role;
import io.millrace.gateway.console.Route;
import io.millrace.kit.credentials.AccessKeyStore;
import io.millrace.kit.credentials.AccessKeyStore.Listed;
import io.millrace.kit.credentials.KeyKind;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Listing, making, pausing and deleting access keys. A secret is told once, to who made the key. */
public final class Keys {
    private static final int MAX_DESCRIPTION_CHARS = 256;

    private final AccessKeyStore keys;
    private final ConsoleAudit audit;

    public Keys(AccessKeyStore keys, ConsoleAudit audit) {
        this.keys = keys;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(HttpMethod.GET, "keys", Role.ADMIN, this::list),
                Route.of(HttpMethod.POST, "keys", Role.ADMIN, this::make),
                Route.of(
                        HttpMethod.PATCH,
                        "keys/{id}",
                        Role.ADMIN,
                        audit.over("UpdateAccessKey", call -> call.path("id"), this::activate)),
                Route.of(
                        HttpMethod.DELETE,
                        "keys/{id}",
                        Role.ADMIN,
                        audit.over("DeleteAccessKey", call -> call.path("id"), this::delete)));
    }

    private Answer list(Call call) {
        return Answer.ok(
                Json.object("keys", keys.list().stream().map(Keys::view).toList()));
    }

    private static Map<String, @Nullable Object> view(Listed key) {
        return Json.object(
                "accessKeyId", key.id(),
                "arn", key.arn(),
                "description", key.description(),
                "createdAt", key.createdAt(),
                "active", key.active(),
                "kind", key.kind().text());
    }

    private Answer make(Call call) {
        String given = call.textOrNull("description");
        String description = given == null ? "" : given.strip();
        if (description.length() > MAX_DESCRIPTION_CHARS || description.indexOf('\0') >= 0)
            throw ConsoleError.badRequest(
                    "\"description\" must be a text of at most " + MAX_DESCRIPTION_CHARS + " characters.");
        var made = keys.make(description);
        audit.write(
                call,
                call.session().user().name(),
                "CreateAccessKey",
                made.listed().id(),
                "Success",
                Json.object("description", description));
        var view = view(made.listed());
        view.put("secretAccessKey", made.secret());
        return Answer.json(201, view);
    }

    private Answer activate(Call call) {
        Boolean active = call.truthOrNull("active");
        if (active == null) throw ConsoleError.badRequest("\"active\" is missing: it must be true or false.");
        changeable(call);
        return Answer.ok(view(keys.activate(call.path("id"), active)));
    }

    private Answer delete(Call call) {
        if (changeable(call).kind() == KeyKind.ROOT)
            throw ConsoleError.conflict("RootKey", "The root key can't be deleted; it can be made inactive.");
        keys.delete(call.path("id"));
        return Answer.done();
    }

    private Listed changeable(Call call) {
        var key = keys.find(call.path("id"));
        if (key == null) throw ConsoleError.notFound("There is no access key of that id.");
        if (key.kind() == KeyKind.CONSOLE)
            throw ConsoleError.conflict("ConsoleKey", "This key is the console's own and can't be changed.");
        return key;
    }
}
