package io.millrace.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the console's page is to the admin API: keeps its cookies and sends the CSRF token along. */
public final class Browser implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final URI uri;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String csrf = "";

    /** @param uri of the gateway */
    public Browser(URI uri) {
        this.uri = uri;
    }

    /** What came back. */
    public record Answer(int status, Map<String, String> headers, String text) {
        public JsonNode json() {
            return JSON.readTree(text);
        }

        /** The code of an error. */
        public String code() {
            return json().path("error").path("code").asString("");
        }
    }

    /** Signs in and remembers what is needed from then on. */
    public Answer signIn(String name, String password) throws IOException, InterruptedException {
        var answer = post("session", JSON.writeValueAsString(Map.of("name", name, "password", password)));
        if (answer.status() == 200) csrf = answer.json().get("csrf").asString();
        return answer;
    }

    public Answer get(String call) throws IOException, InterruptedException {
        return send("GET", call, null, Map.of());
    }

    public Answer post(String call, String body) throws IOException, InterruptedException {
        return send("POST", call, body, Map.of());
    }

    /**
     * Sends a call of the admin API.
     *
     * @param body null for none
     * @param headers beside those of a browser, or instead of them; an empty value leaves one out
     */
    public Answer send(String method, String call, @Nullable String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var response = client.send(request(method, call, body, headers), HttpResponse.BodyHandlers.ofString());
        var received = received(response);
        return new Answer(response.statusCode(), received, response.body());
    }

    /** Sends a call whose answer is read as it comes. */
    public HttpResponse<InputStream> stream(String call, String body) throws IOException, InterruptedException {
        return client.send(request("POST", call, body, Map.of()), HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpRequest request(String method, String call, @Nullable String body, Map<String, String> headers) {
        var all = new TreeMap<String, String>();
        if (!cookies.isEmpty()) all.put("cookie", cookie());
        if (!csrf.isEmpty()) all.put("x-millrace-csrf", csrf);
        all.put("content-type", "application/json");
        all.putAll(headers);
        var request = HttpRequest.newBuilder(uri.resolve(call.startsWith("/") ? call : "/console/api/" + call))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
        all.forEach((name, value) -> {
            if (!value.isEmpty()) request.header(name, value);
        });
        return request.build();
    }

    private Map<String, String> received(HttpResponse<?> response) {
        for (String cookie : response.headers().allValues("set-cookie")) {
            int end = cookie.indexOf(';');
            int equals = cookie.indexOf('=');
            String value = cookie.substring(equals + 1, end);
            if (value.isEmpty()) cookies.remove(cookie.substring(0, equals));
            else cookies.put(cookie.substring(0, equals), value);
        }
        var received = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> received.put(name, String.join(", ", values)));
        return received;
    }

    /** The header that carries the cookies. */
    public String cookie() {
        var pairs = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .toList();
        return String.join("; ", pairs);
    }

    public String csrf() {
        return csrf;
    }

    /** Another tab of the same browser. */
    public Browser again() {
        var other = new Browser(uri);
        other.cookies.putAll(cookies);
        other.csrf = csrf;
        return other;
    }

    @Override
    public void close() {
        client.close();
    }
}
