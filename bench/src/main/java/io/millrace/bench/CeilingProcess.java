package io.millrace.bench;

import io.millrace.bench.ceiling.CeilingServer;
import io.millrace.bench.ceiling.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The ceiling in a JVM of its own, so that the generator's heap and compiler do not help or hinder it. */
final class CeilingProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private CeilingProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static CeilingProcess start(Level level, BenchOptions options) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CeilingServer.class.getName(),
                level.name(),
                options.directory().toString());
        builder.environment().put("AWS_ACCESS_KEY_ID", options.key().id());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", options.key().secret());
        builder.environment().put("AWS_REGION", options.region());
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var port = process.inputReader(StandardCharsets.US_ASCII).readLine();
        if (port == null) throw new IOException("the ceiling did not start");
        return new CeilingProcess(process, Integer.parseInt(port));
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** The child ends when its input does, and deletes its file. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
