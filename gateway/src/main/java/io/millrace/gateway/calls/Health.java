package io.millrace.gateway.calls;

import io.millrace.gateway.console.Answer;
import io.millrace.gateway.console.Call;
import io.millrace.gateway.console.Json;
import io.millrace.gateway.console.Role;
import io.millrace.gateway.console.Route;
import io.millrace.kit.service.Platform;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** {@code GET /console/api/health}: how every part of this installation is, in this process or elsewhere. */
public final class Health {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Platform platform;
    private final Map<String, URI> elsewhere;
    private final DataSource database;
    private final String region;
    private final String account;
    private final String version;

    public Health(
            Platform platform,
            Map<String, URI> elsewhere,
            DataSource database,
            String region,
            String account,
            String version) {
        this.platform = platform;
        this.elsewhere = elsewhere;
        this.database = database;
        this.region = region;
        this.account = account;
        this.version = version;
    }

    public List<Route> routes() {
        return List.of(Route.of(HttpMethod.GET, "health", Role.VIEWER, this::health));
    }

    private Answer health(Call call) {
        var parts = new ArrayList<Object>();
        parts.add(part("gateway", true, ""));
        var local = platform.services().all();
        for (var service : local) {
            var health = service.health().health();
            String words = health.parts().entrySet().stream()
                    .map(part -> part.getKey() + ": " + part.getValue())
                    .collect(Collectors.joining("; "));
            parts.add(part(service.name(), health.status() != io.millrace.kit.service.HealthCheck.Status.DOWN, words));
        }
        var asked = new HashMap<String, CompletableFuture<@Nullable String>>();
        try (var client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            for (String name : new TreeSet<>(elsewhere.keySet()))
                if (platform.services().find(name).isEmpty()) asked.put(name, ask(client, elsewhere.get(name)));
            asked.forEach((name, answer) -> {
                String wrong = answer.join();
                parts.add(part(name, wrong == null, wrong == null ? "" : wrong));
            });
        }
        String wrong = databaseTrouble();
        parts.add(part("postgresql", wrong == null, wrong == null ? "" : wrong));
        String host = call.exchange().headers().get("host");
        return Answer.ok(Json.object(
                "services",
                parts,
                "region",
                region,
                "account",
                account,
                "version",
                version,
                "time",
                platform.clock().instant(),
                "endpoint",
                host == null ? null : (call.exchange().secure() ? "https://" : "http://") + host));
    }

    private static Object part(String name, boolean up, String detail) {
        return Json.object("name", name, "status", up ? "UP" : "DOWN", "detail", detail);
    }

    /** @return what is wrong, or null */
    private static CompletableFuture<@Nullable String> ask(HttpClient client, @Nullable URI uri) {
        if (uri == null) return CompletableFuture.completedFuture("has no address");
        var request = HttpRequest.newBuilder(uri.resolve("/_millrace/ready"))
                .timeout(LIMIT)
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .orTimeout(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> failure != null
                        ? "can't be reached at " + uri.getHost() + ":" + uri.getPort()
                        : answer.statusCode() == 200 ? null : answer.body().strip());
    }

    private @Nullable String databaseTrouble() {
        try (var connection = database.getConnection()) {
            return connection.isValid((int) LIMIT.toSeconds()) ? null : "does not answer";
        } catch (SQLException e) {
            return "can't be reached";
        }
    }
}
