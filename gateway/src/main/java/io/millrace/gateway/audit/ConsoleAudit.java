package io.millrace.gateway.audit;

import io.millrace.gateway.console.Call;
import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Endpoint;
import io.millrace.gateway.console.Json;
import io.millrace.kit.audit.Audit;
import io.millrace.kit.audit.AuditEvent;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes down what is done in the gateway itself: sign-ins, users, keys, and calls that it does not pass on. */
public final class ConsoleAudit {
    private static final String SERVICE = "console";
    private static final int MAX_NAME_CHARS = 256;

    /** What of a body may be written down; passwords and whatever we don't know stay out. */
    private static final List<String> TOLD = List.of("name", "role", "disabled", "description", "active");

    private final Audit audit;
    private final InstantSource clock;
    private final String account;

    public ConsoleAudit(Audit audit, InstantSource clock, String account) {
        this.audit = audit;
        this.clock = clock;
        this.account = account;
    }

    /** An endpoint whose every call is written down, before it is answered, with what came of it. */
    public Endpoint over(String action, Function<Call, @Nullable String> resource, Endpoint endpoint) {
        return call -> {
            String actor = call.session().user().name();
            try {
                var answer = endpoint.handle(call);
                write(call, actor, action, resource.apply(call), AuditEvent.SUCCESS, detail(call));
                return answer;
            } catch (ConsoleError e) {
                write(call, actor, action, resource.apply(call), e.code(), detail(call));
                throw e;
            }
        };
    }

    private static Map<String, @Nullable Object> detail(Call call) {
        var told = new LinkedHashMap<String, @Nullable Object>();
        try {
            var body = call.body().length == 0 ? Map.<String, @Nullable Object>of() : Json.readObject(call.body());
            for (String name : TOLD) if (body.containsKey(name)) told.put(name, body.get(name));
        } catch (ConsoleError e) {
            // No JSON: the result says so.
        }
        return told;
    }

    /** @param actor who, as they call themselves: it need not be true */
    public void write(
            Call call,
            String actor,
            String action,
            @Nullable String resource,
            String result,
            Map<String, @Nullable Object> detail) {
        String name = actor.length() <= MAX_NAME_CHARS ? actor : actor.substring(0, MAX_NAME_CHARS);
        audit.write(new AuditEvent(
                clock.instant(),
                account,
                name,
                "",
                AuditEvent.CONSOLE,
                SERVICE,
                action,
                resource,
                result,
                call.requestId(),
                new String(Json.write(detail), StandardCharsets.UTF_8),
                call.sourceAddress()));
    }
}
