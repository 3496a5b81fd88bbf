package io.millrace.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The mock of Kinesis from npm, in a process of its own on loopback ports. It keeps everything in memory. */
final class KinesisLocal implements Peers.Peer {
    private static final int START_SECONDS = 60;

    private final Process process;
    private final CellRunner runner;

    private KinesisLocal(Process process, CellRunner runner) {
        this.process = process;
        this.runner = runner;
    }

    /** @param directory with {@code node_modules} and {@code loopback.js} */
    static KinesisLocal start(Path directory, LoadClient client, SuiteOptions suite)
            throws IOException, InterruptedException {
        var modules = directory.resolve("node_modules/kinesis-local");
        if (!Files.isDirectory(modules)) throw new IOException("npm could not fetch it");
        int port = FreePort.find();
        // It reads server.json from its working directory, and listens on all interfaces unless it is stopped.
        var builder = new ProcessBuilder(
                        "node", "-r", directory.resolve("loopback.js").toString(), "main.js")
                .directory(modules.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("KINESIS_MOCK_PLAIN_PORT", Integer.toString(port));
        builder.environment().put("KINESIS_MOCK_TLS_PORT", Integer.toString(FreePort.find()));
        builder.environment().put("LOG_LEVEL", "ERROR");
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
        long deadline = System.nanoTime() + START_SECONDS * 1_000_000_000L;
        while (!accepts(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("it did not start");
            }
            Thread.sleep(100);
        }
        // It takes any key.
        var arguments = List.of(
                "--endpoint",
                "http://127.0.0.1:" + port,
                "--pid",
                Long.toString(process.pid()),
                "--dir",
                suite.directory().toString());
        return new KinesisLocal(process, new CellRunner(client, BenchOptions.parse(arguments, Map.of())));
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    static boolean can(Cell cell) {
        return List.of(Cell.PUT_1K, Cell.PUTRECORD_16, Cell.GET_1K).contains(cell);
    }

    @Override
    public Measurement run(Cell cell, int seconds) throws IOException, InterruptedException {
        return runner.millrace(cell, seconds);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
