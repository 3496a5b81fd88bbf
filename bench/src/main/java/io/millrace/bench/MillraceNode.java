package io.millrace.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Millrace of the suite's own, started and stopped by the launcher that users start it with, so that it runs with the same
 * options of the JVM and on the same start-up cache.
 */
final class MillraceNode implements AutoCloseable {
    private final Path launcher;
    private final Path data;
    private final int port;

    /** @param data is deleted when the node is closed */
    MillraceNode(Path launcher, Path data) throws IOException {
        this.launcher = launcher;
        this.data = data;
        this.port = FreePort.find();
        // It outlives whoever starts it, so an interrupted suite must end it.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
    }

    private void end() {
        try {
            if (Files.exists(data.resolve("running")))
                ProcessHandle.of(pid()).ifPresent(process -> {
                    process.destroy();
                    process.onExit().join();
                });
            Directories.delete(data);
        } catch (IOException leftBehind) {
            System.err.println("left behind: " + data + ", " + leftBehind);
        }
    }

    /** Returns the seconds from the command until everything answers. */
    double start() throws IOException, InterruptedException {
        long start = System.nanoTime();
        launcher("up", "--as-built", "--port", Integer.toString(port));
        return Measurement.secondsSince(start);
    }

    void stop() throws IOException, InterruptedException {
        launcher("down");
    }

    /** Ends it as a power cut of the process would: nothing is written any more. */
    void kill() throws IOException, InterruptedException {
        var process = ProcessHandle.of(pid()).orElseThrow();
        process.destroyForcibly();
        while (process.isAlive()) Thread.sleep(10);
    }

    long pid() throws IOException {
        return Long.parseLong(running("pid"));
    }

    Path data() {
        return data;
    }

    /** What its clients need to know, by the names of environment variables. */
    Map<String, String> environment() throws IOException, InterruptedException {
        var environment = new HashMap<String, String>();
        for (var line : launcher("env")) {
            var words = line.split("[ =]", 3);
            if (words.length == 3 && words[0].equals("export")) environment.put(words[1], words[2]);
        }
        return environment;
    }

    private String running(String key) throws IOException {
        for (var line : Files.readAllLines(data.resolve("running")))
            if (line.startsWith(key + "=")) return line.substring(key.length() + 1);
        throw new IOException("no " + key + " in " + data.resolve("running"));
    }

    private List<String> launcher(String command, String... options) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(launcher.toString(), command, "--data", data.toString()));
        words.addAll(List.of(options));
        // To a file: the server that the launcher leaves behind would keep a pipe open.
        var output = Files.createTempFile("launcher", ".txt");
        try {
            var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("MILLRACE_JAVA_HOME", System.getProperty("java.home"));
            int status = builder.start().waitFor();
            var lines = Files.readAllLines(output, StandardCharsets.UTF_8);
            if (status != 0) throw new IOException(command + " failed: " + String.join(" ", lines));
            return lines;
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (Files.exists(data.resolve("running")) && ProcessHandle.of(pid()).isPresent()) stop();
            Directories.delete(data);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
