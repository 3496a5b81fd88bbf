package io.millrace.gateway.console;

import io.millrace.kit.http.Exchange;
import io.millrace.kit.http.HttpHandler;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the console, from below {@code console/} on the class path. Paths that name no file are places within the
 * console, so they get its page. What lies in {@code assets/} bears a hash in its name and never changes. Nothing is kept
 * in memory but the tags; what was precompressed is sent so to who takes it.
 */
public final class StaticFiles implements HttpHandler, AutoCloseable {
    static final String PREFIX = "/console/";

    private static final String PAGE = "index.html";
    private static final String ASSETS = "assets/";
    private static final int MAX_PATH_CHARS = 2_048;

    /** No dot at the start of a segment, no percent sign, no empty segment: such a name can lead nowhere else. */
    private static final Pattern FILE =
            Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("webp", "image/webp"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    /** What may be precompressed, in the order we like it. */
    private enum Coding {
        BROTLI("br", ".br"),
        GZIP("gzip", ".gz");

        private final String token;
        private final String suffix;

        Coding(String token, String suffix) {
            this.token = token;
            this.suffix = suffix;
        }
    }

    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final ClassLoader files = StaticFiles.class.getClassLoader();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("console-file-", 0).factory());

    @Override
    public Body open(Exchange exchange) {
        if (!HttpMethod.GET.equals(exchange.method()) && !HttpMethod.HEAD.equals(exchange.method()))
            return Body.thenAnswer(() -> text(exchange, 405, "Only GET is answered here.\n"));
        return Body.thenAnswer(() -> threads.execute(() -> serve(exchange)));
    }

    private void serve(Exchange exchange) {
        try {
            String path = exchange.path().substring(PREFIX.length());
            if (path.length() > MAX_PATH_CHARS || climbs(path)) {
                text(exchange, 404, "There is no such page.\n");
                return;
            }
            String type = FILE.matcher(path).matches() ? TYPES.get(extension(path)) : null;
            if (type != null && serve(exchange, path, type)) return;
            if (path.startsWith(ASSETS)) text(exchange, 404, "There is no such file.\n");
            else if (!serve(exchange, PAGE, String.valueOf(TYPES.get("html"))))
                text(exchange, 404, "The console is not part of this build of Millrace.\n");
        } catch (IOException | RuntimeException e) {
            text(exchange, 500, "The file can't be read.\n");
        }
    }

    /** True for whatever a browser would not send: dots that lead upwards, however they are spelt. */
    private static boolean climbs(String path) {
        String plain = path.toLowerCase(Locale.ROOT)
                .replace("%2e", ".")
                .replace("%2f", "/")
                .replace("%5c", "\\");
        return plain.indexOf('\\') >= 0
                || plain.contains("%00")
                || List.of(plain.split("/", -1)).stream()
                        .anyMatch(segment -> segment.equals("..") || segment.equals("."));
    }

    private static String extension(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 || dot < path.lastIndexOf('/') ? "" : path.substring(dot + 1);
    }

    /** @return false if there is no such file */
    private boolean serve(Exchange exchange, String path, String type) throws IOException {
        String accepted = String.join(",", exchange.headers().getAll("accept-encoding"));
        for (var coding : Coding.values())
            if (accepts(accepted, coding.token) && send(exchange, path, coding, type)) return true;
        return send(exchange, path, null, type);
    }

    private boolean send(Exchange exchange, String path, @Nullable Coding coding, String type) throws IOException {
        String name = coding == null ? path : path + coding.suffix;
        byte[] bytes = read(name);
        if (bytes == null) return false;
        String tag = tags.computeIfAbsent(name, key -> tag(bytes));
        var headers = PageHeaders.of(type, path.startsWith(ASSETS) ? "public, max-age=31536000, immutable" : "no-cache")
                .set("etag", tag)
                .set("vary", "accept-encoding");
        if (coding != null) headers.set("content-encoding", coding.token);
        String known = exchange.headers().get("if-none-match");
        if (known != null && known.contains(tag)) exchange.respond(304, headers, Unpooled.EMPTY_BUFFER);
        else exchange.respond(200, headers, Unpooled.wrappedBuffer(bytes));
        return true;
    }

    private byte @Nullable [] read(String name) throws IOException {
        try (InputStream in = files.getResourceAsStream("console/" + name)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    /** RFC 9110, 12.5.3, as far as browsers use it: names, and a weight of zero for what is not wanted. */
    private static boolean accepts(String accepted, String coding) {
        for (String item : accepted.split(",", -1)) {
            String[] parts = item.strip().split(";", -1);
            if (parts[0].strip().equalsIgnoreCase(coding))
                return parts.length < 2 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?");
        }
        return false;
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "\""
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, 22) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void text(Exchange exchange, int status, String text) {
        var headers = PageHeaders.of("text/plain; charset=utf-8", "no-store");
        exchange.respond(status, headers, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        threads.close();
    }
}
