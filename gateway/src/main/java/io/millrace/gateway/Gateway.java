package io.millrace.gateway;

import io.millrace.gateway.console.Console;
import io.millrace.kit.http.Exchange;
import io.millrace.kit.http.HttpHandler;
import io.millrace.kit.request.ResponseHeaders;
import io.millrace.kit.service.LocalServices;
import io.millrace.kit.service.StatusPages;
import io.millrace.wire.ApiError;
import io.millrace.wire.Codec;
import io.millrace.wire.Protocol;
import io.millrace.wire.RequestId;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands each request to its service: by a call if the service lives in this process, through a proxied connection
 * otherwise. Touches nothing that was signed, and judges no signature: services do that themselves.
 */
final class Gateway implements HttpHandler {
    private static final String WELCOME = """
            Millrace speaks the Amazon Kinesis APIs on this port.
            Console: /console/   Health: /_millrace/health   Metrics: /_millrace/metrics
            """;

    private final LocalServices local;
    private final Map<String, UpstreamProxy> remote;
    private final StatusPages pages;
    private final @Nullable Console console;

    /** @param console null for none */
    Gateway(LocalServices local, Map<String, UpstreamProxy> remote, StatusPages pages, @Nullable Console console) {
        this.local = local;
        this.remote = remote;
        this.pages = pages;
        this.console = console;
    }

    @Override
    public Body open(Exchange exchange) {
        String path = exchange.path();
        if (path.startsWith(StatusPages.PREFIX)) return pages.open(exchange);
        if (Console.owns(path))
            return console == null ? text(exchange, 404, "This gateway has no console.\n") : console.open(exchange);
        String target = exchange.headers().get("x-amz-target");
        if (target == null && HttpMethod.GET.equals(exchange.method()) && path.equals("/") && exchange.query() == null)
            return text(exchange, 200, WELCOME);
        String service = Routes.of(target);
        var here = local.find(service);
        if (here.isPresent()) return here.get().handler().open(exchange);
        var elsewhere = remote.get(service);
        return elsewhere != null ? elsewhere.open(exchange) : absent(exchange, service);
    }

    private static Body absent(Exchange exchange, String service) {
        var requested = Protocol.ofContentType(exchange.headers().get("content-type"));
        var protocol = requested == null ? Protocol.JSON_1_1 : requested;
        boolean known = service.equals(Routes.DEFAULT);
        var error = known
                ? new ApiError("ServiceUnavailable", "streams-service can't be reached, please try again.", 503)
                : ApiError.badRequest(
                        "UnknownOperationException",
                        service + "-service is not part of this installation of Millrace, see docs/compatibility.md.");
        var headers = ResponseHeaders.of(RequestId.next()).set("content-type", protocol.contentType());
        return Body.thenAnswer(
                () -> exchange.respond(error.status(), headers, Unpooled.wrappedBuffer(Codec.encode(protocol, error))));
    }

    private static Body text(Exchange exchange, int status, String text) {
        var headers = Exchange.newHeaders().set("content-type", "text/plain; charset=utf-8");
        return Body.thenAnswer(
                () -> exchange.respond(status, headers, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }
}
