package io.millrace.gateway.calls;

import io.millrace.gateway.audit.ConsoleAudit;
import io.millrace.gateway.console.AdminApi;
import io.millrace.gateway.console.Answer;
import io.millrace.gateway.console.Call;
import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Role;
import io.millrace.gateway.console.Route;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /console/api/call/{Operation}}: the body is the operation's input, the answer is the service's own. */
public final class CallOperation {
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;
    private static final byte[] NO_INPUT = {'{', '}'};

    private static final List<String> RESOURCES = List.of("ResourceARN", "ConsumerARN", "StreamARN", "StreamName");

    private final ServiceCalls services;
    private final ConsoleAudit audit;

    public CallOperation(ServiceCalls services, ConsoleAudit audit) {
        this.services = services;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(Route.of(HttpMethod.POST, "call/{operation}", Role.VIEWER, this::call)
                .taking(MAX_BODY_BYTES));
    }

    private Answer call(Call call) throws InterruptedException {
        var operation = Operations.find(call.path("operation"));
        if (operation == null)
            throw new ConsoleError(404, "UnknownOperation", "The console calls no operation of that name.");
        var user = call.session().user();
        if (!user.role().includes(operation.needs())) {
            var refusal = AdminApi.roleNotAllowed(operation.needs(), user);
            // The service never hears of it, so it is written down here.
            String name = call.path("operation");
            if (!name.startsWith("PutRecord"))
                audit.write(call, user.name(), name, resource(call), refusal.code(), Map.of());
            throw refusal;
        }
        byte[] input = call.body().length == 0 ? NO_INPUT : call.body();
        var reply = services.call(operation.service(), operation.target(), input, ServiceCalls.Acting.of(call));
        var answer = new Answer(reply.status(), "application/json", reply.body(), Map.of());
        return reply.requestId() == null ? answer : answer.with("x-amzn-requestid", reply.requestId());
    }

    private static @Nullable String resource(Call call) {
        try {
            for (String member : RESOURCES) {
                String value = call.textOrNull(member);
                if (value != null) return value;
            }
        } catch (ConsoleError e) {
            // Whatever it is, it names nothing.
        }
        return null;
    }
}
