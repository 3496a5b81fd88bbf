package io.millrace.gateway.calls;

import io.millrace.gateway.console.AdminApi;
import io.millrace.gateway.console.Answer;
import io.millrace.gateway.console.Call;
import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Role;
import io.millrace.gateway.console.Route;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;

/** {@code POST /console/api/call/{Operation}}: the body is the operation's input, the answer is the service's own. */
public final class CallOperation {
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;
    private static final byte[] NO_INPUT = {'{', '}'};

    private final ServiceCalls services;

    public CallOperation(ServiceCalls services) {
        this.services = services;
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
        if (!user.role().includes(operation.needs())) throw AdminApi.roleNotAllowed(operation.needs(), user);
        byte[] input = call.body().length == 0 ? NO_INPUT : call.body();
        var reply = services.call(operation.service(), operation.target(), input, user.name());
        var answer = new Answer(reply.status(), "application/json", reply.body(), Map.of());
        return reply.requestId() == null ? answer : answer.with("x-amzn-requestid", reply.requestId());
    }
}
