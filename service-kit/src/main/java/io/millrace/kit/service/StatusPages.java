package io.millrace.kit.service;

import io.millrace.kit.http.Exchange;
import io.millrace.kit.http.HttpHandler;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * {@code /_millrace/health} for people and load balancers, {@code /_millrace/ready} for orchestrators,
 * {@code /_millrace/metrics} for Prometheus. They tell figures and states, never names of streams' contents or secrets.
 */
public final class StatusPages {
    public static final String PREFIX = "/_millrace/";

    private static final JsonFactory JSON = new JsonFactory();

    private final Platform platform;

    public StatusPages(Platform platform) {
        this.platform = platform;
    }

    /** Answers a request below {@link #PREFIX}. */
    public HttpHandler.Body open(Exchange exchange) {
        if (!HttpMethod.GET.equals(exchange.method()) && !HttpMethod.HEAD.equals(exchange.method()))
            return text(exchange, 405, "text/plain", "Only GET is answered here.\n");
        return switch (exchange.path().substring(PREFIX.length())) {
            case "health" -> {
                var status = overall();
                yield text(exchange, status == HealthCheck.Status.DOWN ? 503 : 200, "application/json", healthJson());
            }
            case "ready" ->
                text(exchange, overall() == HealthCheck.Status.DOWN ? 503 : 200, "text/plain", overall() + "\n");
            case "metrics" ->
                text(
                        exchange,
                        200,
                        "text/plain; version=0.0.4; charset=utf-8",
                        platform.metrics().scrape());
            default -> text(exchange, 404, "text/plain", "Known here: health, ready, metrics.\n");
        };
    }

    private HealthCheck.Status overall() {
        var worst = platform.services().all().isEmpty() ? HealthCheck.Status.DOWN : HealthCheck.Status.UP;
        for (var service : platform.services().all()) {
            var status = service.health().health().status();
            if (status.compareTo(worst) > 0) worst = status;
        }
        return worst;
    }

    private String healthJson() {
        var out = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("status", overall().name());
            json.writeObjectPropertyStart("services");
            for (var service : platform.services().all()) {
                var health = service.health().health();
                json.writeObjectPropertyStart(service.name());
                json.writeStringProperty("status", health.status().name());
                health.parts().forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toString(StandardCharsets.UTF_8) + "\n";
    }

    private static HttpHandler.Body text(Exchange exchange, int status, String contentType, String text) {
        var headers = Exchange.newHeaders().set("content-type", contentType).set("cache-control", "no-store");
        return HttpHandler.Body.thenAnswer(
                () -> exchange.respond(status, headers, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }
}
