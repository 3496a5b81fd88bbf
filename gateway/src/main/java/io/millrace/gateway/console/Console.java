package io.millrace.gateway.console;

import io.millrace.kit.http.Exchange;
import io.millrace.kit.http.HttpHandler;
import io.netty.buffer.Unpooled;

/** Everything below {@code /console}. */
public final class Console implements HttpHandler {
    private final StaticFiles files;
    private final AdminApi api;

    public Console(StaticFiles files, AdminApi api) {
        this.files = files;
        this.api = api;
    }

    /** True if a request for that path is ours. */
    public static boolean owns(String path) {
        return path.startsWith(StaticFiles.PREFIX) || path.equals("/console");
    }

    @Override
    public Body open(Exchange exchange) {
        String path = exchange.path();
        if (path.startsWith(AdminApi.PREFIX)) return api.open(exchange);
        if (path.startsWith(StaticFiles.PREFIX)) return files.open(exchange);
        var headers = PageHeaders.of("text/plain", "no-store").set("location", StaticFiles.PREFIX);
        return Body.thenAnswer(() -> exchange.respond(308, headers, Unpooled.EMPTY_BUFFER));
    }
}
