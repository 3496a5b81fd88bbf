package io.millrace.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A Kafka broker and the driver that loads it, each in a JVM of its own, both from the module of the peers. */
final class KafkaPeer implements Peers.Peer {
    private static final int START_SECONDS = 90;
    private static final int RUN_SECONDS = 75;

    private final Path directory;
    private final Process broker;
    private final Process driver;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private KafkaPeer(Path directory, Process broker, Process driver) {
        this.directory = directory;
        this.broker = broker;
        this.driver = driver;
        this.commands = driver.outputWriter(StandardCharsets.UTF_8);
        this.answers = driver.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * @param jars the directory with Kafka and the driver
     * @param parent where the broker's files go until it is closed
     * @param flushEachBatch true to make the broker sync before it acknowledges
     */
    static KafkaPeer start(Path jars, Path parent, boolean flushEachBatch) throws IOException, InterruptedException {
        if (!Files.isDirectory(jars)) throw new IOException("its jars could not be fetched");
        var directory = Files.createTempDirectory(parent, "kafka");
        int port = FreePort.find();
        var broker = fork(
                jars,
                "KafkaBroker",
                directory.toString(),
                Integer.toString(port),
                Integer.toString(FreePort.find()),
                flushEachBatch ? "1" : "0");
        try {
            var output = broker.inputReader(StandardCharsets.UTF_8);
            for (var line = within(START_SECONDS, output);
                    !"serving".equals(line);
                    line = within(START_SECONDS, output))
                if (line == null) throw new IOException("the broker did not start");
        } catch (IOException e) {
            broker.destroyForcibly();
            Directories.delete(directory);
            throw e;
        }
        return new KafkaPeer(directory, broker, fork(jars, "KafkaDriver", Integer.toString(port)));
    }

    private static Process fork(Path jars, String main, String... arguments) throws IOException {
        var command = new java.util.ArrayList<>(java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                jars + "/*",
                "io.millrace.bench.peers." + main));
        command.addAll(java.util.List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The next line, or null at the end of the output. */
    private static @Nullable String within(int seconds, BufferedReader output)
            throws IOException, InterruptedException {
        try {
            return CompletableFuture.supplyAsync(() -> {
                        try {
                            return output.readLine();
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("it did not answer for " + seconds + " s", e);
        }
    }

    /** True if Kafka has something like the cell. */
    static boolean can(Cell cell) {
        return switch (cell) {
            case PUT_100B, PUT_1K, PUT_10K, PUTRECORD_16, GET_1K, PUSH -> true;
            case PUT_1K_CBOR, PUTRECORD_1, PUTRECORD_RATE_5000, GET_1K_CBOR, FANOUT_20 -> false;
        };
    }

    @Override
    public Measurement run(Cell cell, int seconds) throws IOException, InterruptedException {
        var command = switch (cell.call) {
            case PUT_RECORDS, PUT_RECORD ->
                "put %d %d %d %d".formatted(cell.recordBytes, cell.records, cell.connections, seconds);
            case GET_RECORDS -> "get %d %d".formatted(cell.recordBytes, seconds);
            case SUBSCRIBE -> "push %d %d %d".formatted(cell.recordBytes, cell.callsASecond, seconds);
        };
        try (var cpu = CpuSamples.of(broker.pid())) {
            commands.write(command + "\n");
            commands.flush();
            var answer = within(RUN_SECONDS, answers);
            if (answer == null || !answer.startsWith("ok ")) throw new IOException("its driver said: " + answer);
            return measurement(cell, answer.split(" ", -1), cpu);
        }
    }

    private static Measurement measurement(Cell cell, String[] figures, CpuSamples cpu) {
        double rate = Double.parseDouble(figures[1]);
        long records = Long.parseLong(figures[5]);
        return new Measurement(
                rate,
                rate * cell.recordBytes / 1e6,
                Double.parseDouble(figures[2]),
                Double.parseDouble(figures[3]),
                Double.parseDouble(figures[4]),
                records,
                0,
                0,
                "",
                cpu.secondsBetween(Double.parseDouble(figures[6]), Double.parseDouble(figures[7])) * 1e6 / records);
    }

    @Override
    public void close() throws IOException {
        driver.destroyForcibly();
        broker.destroyForcibly();
        try {
            driver.waitFor();
            broker.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Directories.delete(directory);
    }
}
