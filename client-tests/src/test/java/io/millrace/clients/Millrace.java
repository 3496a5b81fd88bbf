package io.millrace.clients;

import io.millrace.testkit.Eventually;
import io.millrace.testkit.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The installation that all tests share: the real server with its own libraries, and what a user of it knows, which is its
 * port, its key and its authority.
 */
final class Millrace {
    static final String REGION = "us-east-1";

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path STANDALONE =
            Path.of("..", "standalone", "target").toAbsolutePath().normalize();
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final String TRUST_STORE_PASSWORD = "changeit";

    private static @Nullable Millrace shared;

    private final Path data;
    private final int port = FreePort.next();
    private final Process server;
    private final String keyId;
    private final String secret;
    private final Path trustStore;
    private final Path log;

    private Millrace(String name) throws IOException, InterruptedException {
        data = TARGET.resolve(name);
        log = TARGET.resolve(name + ".log");
        trustStore = TARGET.resolve(name + "-trust.p12");
        remove(data);
        Files.createDirectories(data);
        server = start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "server"));
        Eventually.gives(START_LIMIT, this::running);
        var key = key();
        keyId = key.getFirst();
        secret = key.getLast();
        writeTrustStore();
    }

    static synchronized Millrace shared() {
        try {
            if (shared == null) shared = new Millrace("millrace");
            return shared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An installation that nothing has touched, for tests that begin with its first start; it ends with this process. */
    static Millrace fresh(String name) throws IOException, InterruptedException {
        return new Millrace(name);
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private Process start() throws IOException {
        var command = java("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        command.addAll(List.of("io.millrace.standalone.Standalone", "--data", data.toString()));
        command.addAll(List.of("--port", Integer.toString(port)));
        // Shared with the tests of standalone: unpacking PostgreSQL takes longer than starting it.
        command.addAll(List.of(
                "--postgres-runtime", STANDALONE.resolve("postgres-runtime").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static List<String> java(String... options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", classPath()));
        return command;
    }

    private static String classPath() throws IOException {
        return STANDALONE.resolve("classes")
                + File.pathSeparator
                + Files.readString(STANDALONE.resolve("runtime-classpath")).strip();
    }

    private boolean running() throws IOException {
        if (!server.isAlive())
            throw new IllegalStateException("the server ended at its start: " + Files.readString(log));
        return Files.readAllLines(data.resolve("running")).contains("pid=" + server.pid());
    }

    /** Asked as {@code ./millrace env} asks: the id and the secret. */
    private List<String> key() throws IOException, InterruptedException {
        var command = java();
        command.addAll(List.of("io.millrace.standalone.ShowKey", data.toString()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException("no key: " + output);
        return output.lines().toList();
    }

    private void writeTrustStore() throws IOException {
        try (var in = Files.newInputStream(authority());
                var out = Files.newOutputStream(trustStore)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "millrace", CertificateFactory.getInstance("X.509").generateCertificate(in));
            store.store(out, TRUST_STORE_PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void stop() {
        server.destroy();
        try {
            if (!server.waitFor(45, TimeUnit.SECONDS)) server.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return port;
    }

    URI http() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI https() {
        return URI.create("https://127.0.0.1:" + port);
    }

    URI endpoint(String scheme) {
        return scheme.equals("https") ? https() : http();
    }

    String keyId() {
        return keyId;
    }

    String secret() {
        return secret;
    }

    StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret));
    }

    /** What {@code ./millrace up} shows its user once. */
    String consolePassword() throws IOException {
        return Files.readString(data.resolve("console-password")).strip();
    }

    Path authority() {
        return data.resolve("tls/ca.pem");
    }

    /** What lets a JVM trust our authority, and nobody else. */
    List<String> trustOptions() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + trustStore,
                "-Djavax.net.ssl.trustStorePassword=" + TRUST_STORE_PASSWORD);
    }
}
