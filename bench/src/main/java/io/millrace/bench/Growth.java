package io.millrace.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.bench.Results.Figure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What must not grow: the cost of a put with the shards and with what is stored, memory with shards and connections, a
 * start with what is stored. Each part has a fresh node.
 */
final class Growth {
    private static final int SHARDS = 8;
    private static final int IDLE_SHARDS = 10_000;
    private static final int SETTLE_SECONDS = 10;
    private static final int COLD_SECONDS_MAX = 60;
    private static final double BYTES_A_GIGABYTE = 1e9;
    private static final List<Integer> CONNECTIONS = List.of(1, 100, 1_000, 5_000);

    private final SuiteOptions options;
    private final Results results;
    private final PrintStream progress;

    Growth(SuiteOptions options, Results results, PrintStream progress) {
        this.options = options;
        this.results = results;
        this.progress = progress;
    }

    /** How to load that node. */
    static BenchOptions optionsOf(MillraceNode node, SuiteOptions options) throws IOException, InterruptedException {
        var arguments = List.of(
                "--pid",
                Long.toString(node.pid()),
                "--dir",
                options.directory().toString(),
                "--seconds",
                Integer.toString(options.seconds()));
        return BenchOptions.parse(arguments, node.environment());
    }

    /** Returns lines that say how it was measured. */
    List<String> measure() throws IOException, InterruptedException {
        var how = new ArrayList<String>();
        try (var client = new LoadClient()) {
            try (var node = newNode()) {
                memory(node);
            }
            try (var node = newNode()) {
                node.start();
                shards(node, client);
            }
            try (var node = newNode()) {
                how.addAll(stored(node, client));
            }
        }
        return how;
    }

    private MillraceNode newNode() throws IOException {
        return new MillraceNode(options.launcher(), Files.createTempDirectory(options.directory(), "suite"));
    }

    private void memory(MillraceNode node) throws IOException, InterruptedException {
        progress.println("memory");
        node.start();
        Thread.sleep(SETTLE_SECONDS * 1000L);
        results.add(Figure.IDLE_NODE, ProcessMemory.megabytesOfNode(node));
        var ours = optionsOf(node, options);
        connections(node, ours);
        ProcessMemory.collectGarbage(node.pid());
        double before = ProcessMemory.megabytes(node.pid());
        try (var control = new ControlClient(ours.server(), requests(ours))) {
            var streams = new Streams(control);
            var name = Streams.randomName();
            streams.create(name, IDLE_SHARDS);
            streams.awaitActive(name);
        }
        ProcessMemory.collectGarbage(node.pid());
        results.add(Figure.IDLE_SHARD, (ProcessMemory.megabytes(node.pid()) - before) * 1e6 / IDLE_SHARDS / 1e3);
    }

    private void connections(MillraceNode node, BenchOptions ours) throws IOException, InterruptedException {
        for (int count : CONNECTIONS) {
            try (var connections = new IdleConnections(ours.server())) {
                connections.open(
                        count,
                        requests(ours).signed("ListStreams", Cell.Format.JSON.contentType, "{}".getBytes(UTF_8)));
                results.add(
                        Curve.CONNECTIONS,
                        Curve.Point.at("%,d".formatted(count))
                                .with("MB of the JVM", "%.0f", ProcessMemory.megabytes(node.pid())));
            }
        }
    }

    /** In rounds over all counts, so that an hour's noise meets each of them. */
    private void shards(MillraceNode node, LoadClient client) throws IOException, InterruptedException {
        var runner = new CellRunner(client, optionsOf(node, options));
        runner.millrace(Cell.PUT_1K, options.seconds());
        var runs = new LinkedHashMap<Integer, List<Measurement>>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (int count : options.shardCounts()) {
                progress.printf("%,d shards: round %d of %d%n", count, round, options.rounds());
                try {
                    var run = runner.millrace(Cell.PUT_1K, options.seconds(), count);
                    runs.computeIfAbsent(count, _ -> new ArrayList<>()).add(run);
                } catch (IOException refused) {
                    progress.printf("  %s%n", refused.getMessage());
                }
            }
        }
        runs.forEach((count, some) -> shards(count, Measurement.median(some)));
    }

    private void shards(int count, Measurement run) {
        switch (count) {
            case SHARDS -> results.add(Figure.PUT_8_SHARDS, run.recordsPerSecond());
            case 10_000 -> results.add(Figure.PUT_10000_SHARDS, run.recordsPerSecond());
            case 50_000 -> results.add(Figure.PUT_50000_SHARDS, run.recordsPerSecond());
            default -> {}
        }
        results.add(
                Curve.SHARDS,
                Curve.Point.at("%,d".formatted(count))
                        .with("rec/s", "%,.0f", run.recordsPerSecond())
                        .with("p99 ms", "%.1f", run.p99Millis())
                        .with("server us/rec", "%.2f", run.cpuMicrosPerRecord()));
    }

    private List<String> stored(MillraceNode node, LoadClient client) throws IOException, InterruptedException {
        progress.println("starts, with nothing stored");
        node.start();
        node.stop();
        double emptyStart = node.start();
        results.add(Figure.EMPTY_START, emptyStart);
        results.add(Curve.STORED, Curve.Point.at("nothing").with("start s", "%.1f", emptyStart));
        var ours = optionsOf(node, options);
        try (var control = new ControlClient(ours.server(), requests(ours))) {
            var streams = new Streams(control);
            var name = Streams.randomName();
            streams.create(name, SHARDS);
            streams.awaitActive(name);
            results.add(Figure.RESTART, fill(node, client, name));
        }
        progress.println("start after a kill");
        node.kill();
        node.start();
        return List.of(cold(node, client));
    }

    /**
     * Kills and starts after each gigabyte, and reads: neither may cost more with what is stored.
     *
     * @return seconds that the last start took
     */
    private double fill(MillraceNode node, LoadClient client, String stream) throws IOException, InterruptedException {
        double stored = 0;
        double start = Double.NaN;
        for (int gigabyte = 1; gigabyte <= options.gigabytes(); gigabyte++) {
            progress.printf("storing gigabyte %d of %d%n", gigabyte, options.gigabytes());
            Measurement last = null;
            while (stored < gigabyte * BYTES_A_GIGABYTE) {
                last = new CellRunner(client, optionsOf(node, options)).puts(Cell.PUT_1K, options.seconds(), stream);
                // What came in the warm-up is stored too, but not counted: a little more than asked for.
                stored += last.records() * (double) Cell.PUT_1K.recordBytes;
            }
            if (last == null) continue;
            var size = "%.1f GB".formatted(stored / BYTES_A_GIGABYTE);
            node.kill();
            start = node.start();
            results.add(
                    Curve.STORED,
                    Curve.Point.at(size)
                            .with("start s", "%.1f", start)
                            .with("put p50 ms", "%.2f", last.p50Millis())
                            .with("put p99 ms", "%.2f", last.p99Millis())
                            .with("put rec/s", "%,.0f", last.recordsPerSecond()));
            DiskReads.forgetCachedFiles(node.data());
            var cold = coldReads(node, client, stream, options.seconds());
            var tail = new CellRunner(client, optionsOf(node, options))
                    .tail(Cell.GET_1K, options.seconds(), stream, SHARDS);
            results.add(
                    Curve.READS,
                    Curve.Point.at(size)
                            .with("cold MB/s", "%,.0f", cold.megabytesPerSecond())
                            .with("cold server us/rec", "%.2f", cold.cpuMicrosPerRecord())
                            .with("tail MB/s", "%,.0f", tail.megabytesPerSecond())
                            .with("tail server us/rec", "%.2f", tail.cpuMicrosPerRecord()));
        }
        return start;
    }

    /** Reads a stream from its oldest records on, for so long at most. */
    private Measurement coldReads(MillraceNode node, LoadClient client, String stream, int secondsMax)
            throws IOException, InterruptedException {
        var ours = optionsOf(node, options);
        try (var control = new ControlClient(ours.server(), requests(ours))) {
            var iterators = new Streams(control).iterators(stream, SHARDS);
            return new ColdReads(requests(ours), iterators, Cell.PUT_1K.recordBytes).run(client, ours, secondsMax);
        }
    }

    /** Returns how the data was made cold. */
    private String cold(MillraceNode node, LoadClient client) throws IOException, InterruptedException {
        progress.println("cold reads");
        var ours = optionsOf(node, options);
        var how = DiskReads.forgetCachedFiles(node.data());
        try (var control = new ControlClient(ours.server(), requests(ours))) {
            var stream = control.call("ListStreams", "{}").texts("StreamNames").getFirst();
            var run = coldReads(node, client, stream, COLD_SECONDS_MAX);
            results.add(Figure.COLD_READ, run.megabytesPerSecond());
            DiskReads.forgetCachedFiles(node.data());
            results.add(Figure.DIRECT_READ, DiskReads.megabytesPerSecond(node.data(), COLD_SECONDS_MAX));
            return "cold reads: a restarted node and %s; %,d records read, %.0f MB/s, %.2f us/rec; the disk below %.0f MB/s; %s"
                    .formatted(
                            how,
                            run.records(),
                            run.megabytesPerSecond(),
                            run.cpuMicrosPerRecord(),
                            results.figure(Figure.DIRECT_READ),
                            run.firstError());
        }
    }

    private static Requests requests(BenchOptions ours) {
        return new Requests(ours.endpoint().getRawAuthority(), ours.key(), ours.region());
    }
}
