package io.millrace.standalone;

import io.millrace.identity.AccessKey;
import io.millrace.identity.MasterKey;
import io.millrace.testkit.history.KinesisCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The real server as a process of its own, to be killed, stopped and starved. What it prints goes to files beside its data.
 * PostgreSQL's programs are unpacked once for all tests.
 */
final class ServerProcess implements AutoCloseable, KinesisCalls.Source {
    static final Duration START_LIMIT = Duration.ofSeconds(90);

    static final Path POSTGRES_RUNTIME = Path.of("target", "postgres-runtime").toAbsolutePath();

    private final Path directory;
    private final Path data;
    private final int port = freePort();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<String> launcher = new ArrayList<>();
    private Optional<Process> process = Optional.empty();
    private Duration startTime = Duration.ZERO;

    /** @param directory where its data directory is, and what it prints */
    ServerProcess(Path directory) {
        this.directory = directory;
        this.data = directory.resolve("data");
    }

    /** Sets a setting, as a system property. */
    ServerProcess with(String setting, String value) {
        properties.put(setting, value);
        return this;
    }

    /** Runs Java below another program. */
    ServerProcess under(String... command) {
        launcher.addAll(List.of(command));
        return this;
    }

    /** Starts it and returns when it is ready. */
    ServerProcess start() throws IOException, InterruptedException {
        long began = System.nanoTime();
        var started = launch();
        Await.until("the server is ready", START_LIMIT, () -> {
            if (!started.isAlive()) throw new AssertionError("the server ended at its start:\n" + output());
            return isReady(started);
        });
        startTime = Duration.ofNanos(System.nanoTime() - began);
        return this;
    }

    /** Starts it and returns at once. */
    Process launch() throws IOException {
        var command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        properties.forEach((setting, value) -> command.add("-D" + setting + "=" + value));
        command.addAll(List.of("-cp", classPath(), Standalone.class.getName()));
        command.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
        command.addAll(List.of("--postgres-runtime", POSTGRES_RUNTIME.toString()));
        var started = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(outputFile().toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(errorFile().toFile()))
                .start();
        process = Optional.of(started);
        return started;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady(Process started) {
        try {
            var lines = Files.readAllLines(data.resolve("running"));
            return lines.contains("port=" + port) && lines.contains("pid=" + started.pid());
        } catch (IOException e) {
            return false;
        }
    }

    Process process() {
        return process.orElseThrow();
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    /** How long the last start took, from the first instruction of its JVM until it was ready. */
    Duration startTime() {
        return startTime;
    }

    AccessKey rootKey() throws IOException {
        return new RootKeyFile(data.resolve("root.key"), MasterKey.loadOrCreate(data.resolve("master.key"))).read();
    }

    @Override
    public KinesisCalls calls() throws IOException {
        return new KinesisCalls(port, rootKey());
    }

    private Path outputFile() {
        return directory.resolve("server.out");
    }

    private Path errorFile() {
        return directory.resolve("server.err");
    }

    /** What all starts so far printed to their standard error: the lines for whoever started it. */
    List<String> errorLines() throws IOException {
        return Files.readAllLines(errorFile());
    }

    /** All that was printed. */
    String output() {
        try {
            return Files.readString(outputFile()) + Files.readString(errorFile());
        } catch (IOException e) {
            return "(no output: " + e + ")";
        }
    }

    /** The embedded server's process, if one runs. */
    Optional<ProcessHandle> postmaster() {
        try {
            var lines = Files.readAllLines(data.resolve("postgres/data/postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ServerProcess::runs);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** False also for a process that has ended and that its parent has not asked for yet. */
    static boolean runs(ProcessHandle process) {
        return process.info().command().isPresent();
    }

    /** Ends the JVM as a crash does, at once and without a word; PostgreSQL lives on. */
    void kill() throws InterruptedException {
        process().destroyForcibly().waitFor();
    }

    /** Asks it to end. */
    void terminate() {
        process().destroy();
    }

    /** Ends all that is left of it. */
    @Override
    public void close() {
        try {
            endServer();
            endPostgres();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endServer() throws InterruptedException {
        var running = process.orElse(null);
        if (running == null) return;
        running.destroy();
        if (!running.waitFor(45, TimeUnit.SECONDS)) kill();
    }

    private void endPostgres() throws InterruptedException {
        var postmaster = postmaster();
        if (postmaster.isEmpty()) return;
        Signal.CONTINUE.sendTo(postmaster.get());
        Signal.INTERRUPT.sendTo(postmaster.get());
        Await.until(
                "PostgreSQL ended",
                Duration.ofSeconds(20),
                () -> !postmaster.get().isAlive());
    }
}
