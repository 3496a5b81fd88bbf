package io.millrace.gateway.signin;

import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Json;
import io.millrace.gateway.console.OidcSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider, as its own configuration describes it. Only addresses that it names itself are asked, and only the
 * settings name the provider. Its configuration and keys are kept for an hour; a key that is not among them is looked for
 * again, since providers change theirs.
 */
final class OidcProvider {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration BETWEEN_KEY_QUESTIONS = Duration.ofMinutes(1);
    private static final int MAX_ANSWER_BYTES = 1024 * 1024;

    private final OidcSettings settings;
    private final URI issuer;
    private final InstantSource clock;
    private @Nullable Map<String, @Nullable Object> configuration;
    private Instant configuredAt = Instant.MIN;
    private List<?> keys = List.of();
    private Instant keysAt = Instant.MIN;

    OidcProvider(OidcSettings settings, URI issuer, InstantSource clock) {
        this.settings = settings;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Where a user goes to sign in. */
    String signInUrl(Map<String, String> parameters) throws OidcFailure, InterruptedException {
        String endpoint = endpoint("authorization_endpoint");
        return endpoint + (endpoint.indexOf('?') < 0 ? "?" : "&") + form(parameters);
    }

    /** Gives a code back for what it stands for: the verified claims of the user. */
    Map<String, @Nullable Object> redeem(String code, String verifier, String nonce, String redirectUri)
            throws OidcFailure, InterruptedException {
        var parameters = new java.util.LinkedHashMap<String, String>();
        parameters.put("grant_type", "authorization_code");
        parameters.put("code", code);
        parameters.put("redirect_uri", redirectUri);
        parameters.put("code_verifier", verifier);
        parameters.put("client_id", settings.clientId());
        var request = HttpRequest.newBuilder(uri(endpoint("token_endpoint")))
                .header("content-type", "application/x-www-form-urlencoded")
                .header("accept", "application/json");
        String secret = settings.clientSecret();
        if (secret != null && byPost()) parameters.put("client_secret", secret);
        else if (secret != null) request.header("authorization", basic(settings.clientId(), secret));
        var answer = ask(request.POST(HttpRequest.BodyPublishers.ofString(form(parameters))));
        if (!(answer.get("id_token") instanceof String text))
            throw OidcFailure.provider("The identity provider gave no ID token.");
        var token = IdToken.parse(text);
        return token.verified(key(token), issuer.toString(), settings.clientId(), nonce, clock.instant());
    }

    private synchronized Map<?, ?> key(IdToken token) throws OidcFailure, InterruptedException {
        var now = clock.instant();
        var known = find(token);
        boolean mayAsk = known == null
                ? keysAt.plus(BETWEEN_KEY_QUESTIONS).isBefore(now)
                : keysAt.plus(KEPT).isBefore(now);
        if (mayAsk) {
            var answer = ask(HttpRequest.newBuilder(uri(endpoint("jwks_uri"))));
            keys = answer.get("keys") instanceof List<?> list ? list : List.of();
            keysAt = now;
            known = find(token);
        }
        if (known == null) throw OidcFailure.token("it is signed with an unknown key");
        return known;
    }

    private @Nullable Map<?, ?> find(IdToken token) {
        for (Object key : keys) if (key instanceof Map<?, ?> candidate && token.fits(candidate)) return candidate;
        return null;
    }

    private boolean byPost() throws OidcFailure, InterruptedException {
        return configuration().get("token_endpoint_auth_methods_supported") instanceof List<?> methods
                && methods.contains("client_secret_post")
                && !methods.contains("client_secret_basic");
    }

    private String endpoint(String name) throws OidcFailure, InterruptedException {
        if (configuration().get(name) instanceof String text) return text;
        throw OidcFailure.provider("The identity provider's configuration has no " + name + ".");
    }

    private synchronized Map<String, @Nullable Object> configuration() throws OidcFailure, InterruptedException {
        var now = clock.instant();
        var known = configuration;
        if (known != null && configuredAt.plus(KEPT).isAfter(now)) return known;
        String base = issuer.toString();
        String path = (base.endsWith("/") ? base : base + "/") + ".well-known/openid-configuration";
        var found = ask(HttpRequest.newBuilder(uri(path)));
        if (!base.equals(found.get("issuer")))
            throw OidcFailure.provider("The identity provider calls itself another name than its setting does.");
        configuration = found;
        configuredAt = now;
        return found;
    }

    private static Map<String, @Nullable Object> ask(HttpRequest.Builder request)
            throws OidcFailure, InterruptedException {
        try (var client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            var answer = client.send(
                    request.timeout(LIMIT).build(),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
            if (answer.statusCode() == 200) return Json.readObject(answer.body());
            throw OidcFailure.provider("The identity provider answered with status " + answer.statusCode() + ".");
        } catch (IOException e) {
            throw OidcFailure.provider("The identity provider can't be reached, please try again.");
        } catch (ConsoleError e) {
            throw OidcFailure.provider("The identity provider's answer can't be understood.");
        }
    }

    private static URI uri(String text) throws OidcFailure {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw OidcFailure.provider("The identity provider names an address that is none.");
        }
    }

    private static String basic(String id, String secret) {
        String pair = encode(id) + ":" + encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
