package io.millrace.gateway.console;

import io.millrace.kit.database.DatabaseFaults;
import io.millrace.kit.http.Exchange;
import io.millrace.kit.http.HttpHandler;
import io.millrace.wire.RequestId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the calls below {@code /console/api/}: collects bodies of bounded length on the event loop, then proves session,
 * CSRF token and role, and runs the call on a virtual thread. A body beyond a few kilobytes is taken only from somebody who
 * is signed in; all bodies in memory share one bound.
 */
public final class AdminApi implements HttpHandler, AutoCloseable {
    static final String PREFIX = "/console/api/";

    private static final Logger log = LoggerFactory.getLogger(AdminApi.class);
    private static final String NO_STORE = "no-store";
    private static final int MAX_CALLS = 512;
    private static final long MAX_BODY_MEMORY_BYTES = 96L * 1024 * 1024;
    private static final int ANYBODYS_BODY_BYTES = 64 * 1024;

    private final List<Route> routes;
    private final Sessions sessions;
    private final ConsoleMetrics metrics;
    private final DatabaseFaults faults = new DatabaseFaults();
    private final Semaphore calls = new Semaphore(MAX_CALLS);
    private final AtomicLong bodyBytes = new AtomicLong();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("console-call-", 0).factory());

    public AdminApi(List<Route> routes, Sessions sessions, ConsoleMetrics metrics) {
        this.routes = List.copyOf(routes);
        this.sessions = sessions;
        this.metrics = metrics;
    }

    @Override
    public Body open(Exchange exchange) {
        String requestId = RequestId.next();
        try {
            var found = find(exchange);
            checkOrigin(exchange);
            long declared = exchange.declaredLength();
            if (declared > found.route.maxBodyBytes()) throw tooLarge(found.route.maxBodyBytes());
            return new Collector(exchange, requestId, found);
        } catch (ConsoleError e) {
            return Body.thenAnswer(() -> answer(exchange, requestId, e));
        }
    }

    private record Found(Route route, Map<String, String> path) {}

    private Found find(Exchange exchange) {
        var path = Route.segments(exchange.path().substring(PREFIX.length()));
        var others = new TreeSet<String>();
        if (path != null)
            for (var route : routes) {
                var values = route.match(path);
                if (values == null) continue;
                if (route.method().equals(exchange.method())) return new Found(route, values);
                others.add(route.method().name());
            }
        if (others.isEmpty()) throw ConsoleError.notFound("The admin API has no such call.");
        String allowed = String.join(", ", others);
        throw new ConsoleError(405, "MethodNotAllowed", "This path takes " + allowed + ".").header("allow", allowed);
    }

    /** A browser says where a changing call comes from: it must be a page of ours. */
    private static void checkOrigin(Exchange exchange) {
        String origin = exchange.headers().get("origin");
        if (origin == null || HttpMethod.GET.equals(exchange.method())) return;
        String host = exchange.headers().get("host");
        if (host == null || !isOurs(origin, host, exchange.secure()))
            throw new ConsoleError(403, "ForeignOrigin", "This call comes from a page of another site.");
    }

    private static boolean isOurs(String origin, String host, boolean secure) {
        // Somebody in front of us may have unwrapped TLS, so a clear request may come from a page that was encrypted.
        String expected = origin.startsWith("https://") ? "https://" : secure ? "" : "http://";
        if (expected.isEmpty() || !origin.startsWith(expected)) return false;
        try {
            var from = URI.create(origin);
            var here = URI.create(expected + host);
            return from.getHost() != null
                    && from.getHost().equalsIgnoreCase(here.getHost())
                    && from.getPort() == here.getPort();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ConsoleError tooLarge(int limit) {
        return new ConsoleError(413, "RequestTooLarge", "The body may have at most " + limit + " bytes.");
    }

    /** Gathers one body. Owned by the event loop. */
    private final class Collector implements Body {
        private final Exchange exchange;
        private final String requestId;
        private final Found found;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
        private final int limit;
        private boolean over;

        Collector(Exchange exchange, String requestId, Found found) {
            this.exchange = exchange;
            this.requestId = requestId;
            this.found = found;
            String token = Cookies.get(exchange, Cookies.SESSION);
            boolean known = token != null && sessions.knows(token);
            this.limit = known ? found.route.maxBodyBytes() : Math.min(found.route.maxBodyBytes(), ANYBODYS_BODY_BYTES);
            if (!known && token != null && exchange.declaredLength() > limit) askFirst(token);
        }

        /** A session that this process has not seen yet: before a large body is taken, the table is asked. */
        private void askFirst(String token) {
            exchange.setReading(false);
            threads.execute(() -> {
                boolean signedIn;
                try {
                    signedIn = sessions.find(token) != null;
                } catch (RuntimeException e) {
                    signedIn = false;
                }
                if (!signedIn) refuse(notSignedIn());
                exchange.setReading(true);
            });
        }

        private void refuse(ConsoleError error) {
            exchange.loop().execute(() -> {
                if (over) return;
                answer(exchange, requestId, error);
                aborted();
            });
        }

        @Override
        public void data(ByteBuf piece) {
            if (over) return;
            int length = piece.readableBytes();
            String token = Cookies.get(exchange, Cookies.SESSION);
            boolean fits = body.size() + length <= limit
                    || (body.size() + length <= found.route.maxBodyBytes() && token != null && sessions.knows(token));
            if (!fits) {
                answer(exchange, requestId, tooLarge(limit));
                aborted();
            } else if (bodyBytes.addAndGet(length) > MAX_BODY_MEMORY_BYTES) {
                bodyBytes.addAndGet(-length);
                answer(exchange, requestId, busy());
                aborted();
            } else {
                byte[] bytes = new byte[length];
                piece.getBytes(piece.readerIndex(), bytes);
                body.write(bytes, 0, length);
            }
        }

        @Override
        public void end() {
            if (over) return;
            if (!calls.tryAcquire()) {
                answer(exchange, requestId, busy());
                aborted();
                return;
            }
            over = true;
            byte[] whole = body.toByteArray();
            body.reset();
            threads.execute(() -> {
                try {
                    run(exchange, requestId, found, whole);
                } finally {
                    calls.release();
                    bodyBytes.addAndGet(-whole.length);
                }
            });
        }

        @Override
        public void aborted() {
            if (over) return;
            over = true;
            bodyBytes.addAndGet(-body.size());
            body.reset();
        }
    }

    private static ConsoleError busy() {
        return ConsoleError.unavailable("Too many calls are in flight, please try again.");
    }

    private void run(Exchange exchange, String requestId, Found found, byte[] body) {
        try {
            var session = admit(exchange, found.route);
            var answer = found.route.endpoint().handle(new Call(exchange, requestId, found.path, body, session));
            if (answer.status() != 0) answer(exchange, requestId, answer);
        } catch (ConsoleError e) {
            answer(exchange, requestId, e);
        } catch (Throwable e) {
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            answer(exchange, requestId, fault(requestId, exchange, e));
        }
    }

    private @Nullable Session admit(Exchange exchange, Route route) {
        var needed = route.needs();
        if (needed == null) return null;
        String token = Cookies.get(exchange, Cookies.SESSION);
        var session = token == null ? null : sessions.find(token);
        if (session == null) throw notSignedIn();
        if (!HttpMethod.GET.equals(route.method())) checkCsrf(exchange, session);
        if (session.user().mustChangePassword() && !route.beforePasswordChange())
            throw new ConsoleError(
                    403, "PasswordChangeRequired", "The password is a temporary one: change it first, then go on.");
        if (!session.user().role().includes(needed)) throw roleNotAllowed(needed, session.user());
        return session;
    }

    private static void checkCsrf(Exchange exchange, Session session) {
        String given = exchange.headers().get("x-millrace-csrf");
        if (given == null || !MessageDigest.isEqual(ascii(given), ascii(session.csrf())))
            throw new ConsoleError(
                    403, "CsrfTokenRequired", "The header x-millrace-csrf must carry the token of the session.");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Words for somebody whose role does not do. */
    public static ConsoleError roleNotAllowed(Role needed, User user) {
        return new ConsoleError(
                403,
                "RoleNotAllowed",
                "This needs the role %s; %s has the role %s."
                        .formatted(needed.text(), user.name(), user.role().text()));
    }

    private ConsoleError notSignedIn() {
        return new ConsoleError(401, "SignInRequired", "Sign in first, or again.").member("signIn", sessions.waysIn());
    }

    private ConsoleError fault(String requestId, Exchange exchange, Throwable cause) {
        var known = faults.translate(cause);
        var event = log.atError()
                .addKeyValue("service", "gateway")
                .addKeyValue("operation", exchange.method() + " " + exchange.path())
                .addKeyValue("requestId", requestId);
        if (known != null) {
            event.addKeyValue("error", String.valueOf(cause.getMessage())).log("console call refused");
            return new ConsoleError(known.status(), known.code(), String.valueOf(known.message()));
        }
        event.setCause(cause).log("console call failed");
        return new ConsoleError(500, "InternalFailure", "The call failed because of a fault of ours, see the log.");
    }

    private void answer(Exchange exchange, String requestId, ConsoleError error) {
        var body = Json.object("error", Json.object("code", error.code(), "message", error.words()));
        body.putAll(error.members());
        body.put("requestId", requestId);
        answer(exchange, requestId, new Answer(error.status(), "application/json", Json.write(body), error.headers()));
    }

    private void answer(Exchange exchange, String requestId, Answer answer) {
        metrics.answered(answer.status());
        var headers = headers(requestId, answer.contentType());
        answer.headers().forEach(headers::set);
        exchange.respond(answer.status(), headers, Unpooled.wrappedBuffer(answer.body()));
    }

    /** The headers of an answer that an endpoint writes by itself. */
    public static io.netty.handler.codec.http.HttpHeaders headers(String requestId, String contentType) {
        return PageHeaders.of(contentType, NO_STORE).set("x-amzn-requestid", requestId);
    }

    @Override
    public void close() {
        threads.close();
    }
}
