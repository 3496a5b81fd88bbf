package io.millrace.gateway.tail;

import io.millrace.gateway.calls.ServiceCalls;
import io.millrace.gateway.console.Answer;
import io.millrace.gateway.console.Call;
import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Role;
import io.millrace.gateway.console.Route;
import io.millrace.gateway.console.Sessions;
import io.netty.handler.codec.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code POST /console/api/tail}: a live tail, and how many there may be. */
public final class Tails {
    static final int MAX_TAILS = 64;
    static final int MAX_TAILS_OF_A_SESSION = 4;
    private static final int MAX_BODY_BYTES = 1024 * 1024;

    private final ServiceCalls services;
    private final Sessions sessions;
    private final Map<String, Integer> running = new HashMap<>();
    private int count;

    public Tails(ServiceCalls services, Sessions sessions) {
        this.services = services;
        this.sessions = sessions;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(HttpMethod.POST, "tail", Role.VIEWER, this::tail).taking(MAX_BODY_BYTES));
    }

    /** Tails that run now. */
    public synchronized int count() {
        return count;
    }

    private Answer tail(Call call) throws InterruptedException {
        var request = TailRequest.of(call);
        String session = call.session().id();
        String token = String.valueOf(call.token());
        enter(session);
        try {
            var api = new StreamApi(services, ServiceCalls.Acting.of(call));
            var tail = new Tail(request, api, () -> sessions.lives(token));
            var lines = Lines.begin(call.exchange(), call.requestId(), tail::position);
            try {
                tail.run(lines);
            } catch (InterruptedException e) {
                // The client went away, or we shut down: either way nobody reads any more. The thread ends here.
            } finally {
                lines.end();
            }
        } finally {
            leave(session);
        }
        return Answer.streamed();
    }

    private synchronized void enter(String session) {
        int mine = running.getOrDefault(session, 0);
        if (count >= MAX_TAILS || mine >= MAX_TAILS_OF_A_SESSION)
            throw new ConsoleError(
                    503,
                    "TooManyTails",
                    count >= MAX_TAILS
                            ? "There are " + MAX_TAILS + " live tails already, close one first."
                            : "This session has " + MAX_TAILS_OF_A_SESSION + " live tails already, close one first.");
        running.put(session, mine + 1);
        count++;
    }

    private synchronized void leave(String session) {
        count--;
        running.computeIfPresent(session, (id, mine) -> mine == 1 ? null : mine - 1);
    }
}
