package io.millrace.gateway.audit;

import io.millrace.gateway.console.Answer;
import io.millrace.gateway.console.Call;
import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Json;
import io.millrace.gateway.console.Role;
import io.millrace.gateway.console.Route;
import io.millrace.kit.audit.Audit;
import io.netty.handler.codec.http.HttpMethod;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /console/api/audit}: what was done, newest first, a page at a time. */
public final class AuditEvents {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final Audit audit;

    public AuditEvents(Audit audit) {
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(Route.of(HttpMethod.GET, "audit", Role.VIEWER, this::list));
    }

    private Answer list(Call call) {
        Long limit = number(call, "limit");
        if (limit != null && (limit < 1 || limit > MAX_LIMIT))
            throw ConsoleError.badRequest("\"limit\" must be from 1 to " + MAX_LIMIT + ".");
        int most = limit == null ? DEFAULT_LIMIT : limit.intValue();
        // One more than asked for tells whether there is another page.
        var found = audit.find(new Audit.Query(
                call.query("text"),
                call.query("actor"),
                call.query("action"),
                call.query("result"),
                time(call, "from"),
                time(call, "to"),
                number(call, "before"),
                most + 1));
        var page = found.size() > most ? found.subList(0, most) : found;
        return Answer.ok(Json.object(
                "events",
                page.stream().map(AuditEvents::view).toList(),
                "next",
                found.size() > most ? Long.toString(page.getLast().id()) : null));
    }

    private static Object view(Audit.Stored stored) {
        var event = stored.event();
        return Json.object(
                "id", Long.toString(stored.id()),
                "at", event.at(),
                "actor", event.actor(),
                "source", event.source(),
                "service", event.service(),
                "action", event.action(),
                "resource", event.resource(),
                "result", event.result(),
                "requestId", event.requestId(),
                "detail", event.detail(),
                "sourceAddress", event.sourceAddress());
    }

    private static @Nullable Long number(Call call, String name) {
        String text = call.query(name);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw ConsoleError.badRequest("\"" + name + "\" must be a whole number.");
        }
    }

    private static @Nullable Instant time(Call call, String name) {
        String text = call.query(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw ConsoleError.badRequest("\"" + name + "\" must be a time such as 2026-11-22T10:00:00.000Z.");
        }
    }
}
