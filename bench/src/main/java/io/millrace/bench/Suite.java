package io.millrace.bench;

import io.millrace.bench.Results.Figure;
import io.millrace.bench.ceiling.Level;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code millrace bench --suite}: Millrace beside the ceiling, Apache Kafka and kinesis-local, each cell by all of them in
 * turn, then how costs grow, and one document of it all. A peer that can't be had is left out and said to be.
 */
public final class Suite {
    private static final int WARM_UP_SECONDS = 8;

    private final SuiteOptions options;
    private final PrintStream progress;
    private final Results results = new Results();

    private Suite(SuiteOptions options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        SuiteOptions options;
        try {
            options = SuiteOptions.parse(List.of(args));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(SuiteOptions.USAGE);
            System.exit(2);
            return;
        }
        new Suite(options, System.err).run();
    }

    private void run() throws IOException, InterruptedException {
        var begun = Instant.now();
        var machine = new ArrayList<String>();
        machine.add(begun.truncatedTo(ChronoUnit.MINUTES) + ", runs of " + options.seconds() + " s, medians of "
                + options.rounds() + "; MB are 10^6 bytes of data");
        machine.add("load average at the beginning: " + loadAverage());
        progress.println("limits of the machine");
        var limits = new MachineLimits(options.directory()).measure();
        machine.addAll(limits.lines());
        results.add(Figure.DURABLE_WRITE, limits.durableWriteMillis());
        results.add(Figure.SEQUENTIAL_WRITE, limits.writeMegabytes());
        results.add(Figure.LOOPBACK, limits.loopbackMegabytes());
        if (!options.cells().isEmpty()) {
            try (var node = newNode()) {
                cells(node);
            }
        }
        if (options.growth()) machine.addAll(new Growth(options, results, progress).measure());
        machine.add("load average at the end: " + loadAverage() + ", after "
                + ChronoUnit.MINUTES.between(begun, Instant.now()) + " minutes");
        var document = new SuiteReport(results, machine).markdown();
        Files.writeString(options.document(), document);
        System.out.println(document);
        progress.println("written to " + options.document());
    }

    private MillraceNode newNode() throws IOException {
        return new MillraceNode(options.launcher(), Files.createTempDirectory(options.directory(), "suite"));
    }

    private static String loadAverage() throws IOException {
        var file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).strip() : "unknown";
    }

    private void cells(MillraceNode node) throws IOException, InterruptedException {
        node.start();
        var ours = Growth.optionsOf(node, options);
        var ceilings = new EnumMap<Level, CeilingProcess>(Level.class);
        try (var client = new LoadClient()) {
            for (var level : Level.values()) ceilings.put(level, CeilingProcess.start(level, ours));
            for (var cell : options.cells()) {
                var ceiling = Objects.requireNonNull(ceilings.get(cell.call.ceiling));
                // Fresh for each cell: some of them slow down with what they hold.
                try (var peers = new Peers(cell, client, options, results)) {
                    for (int round = 0; round <= options.rounds(); round++)
                        round(cell, round, client, ours, ceiling, peers);
                }
            }
        } finally {
            for (var ceiling : ceilings.values()) ceiling.close();
        }
    }

    /** Round 0 lets all compile their code for the cell, and is not counted. */
    private void round(Cell cell, int round, LoadClient client, BenchOptions ours, CeilingProcess ceiling, Peers peers)
            throws IOException, InterruptedException {
        progress.printf("%s: round %d of %d%n", cell.title(), round, options.rounds());
        int seconds = round == 0 ? WARM_UP_SECONDS : options.seconds();
        var runner = new CellRunner(client, ours);
        add(round, cell, Subject.CEILING, runner.ceiling(cell, seconds, ceiling.port(), ceiling.pid()));
        add(round, cell, Subject.MILLRACE, runner.millrace(cell, seconds));
        for (var peer : Map.copyOf(peers.running()).keySet()) add(round, cell, peer, peers.run(peer, seconds));
    }

    private void add(int round, Cell cell, Subject subject, @Nullable Measurement run) {
        if (run == null) return;
        progress.printf(
                "  %-24s %,10.0f rec/s, p99 %.2f ms, %.2f us/rec %s%n",
                subject.title, run.recordsPerSecond(), run.p99Millis(), run.cpuMicrosPerRecord(), run.firstError());
        if (round > 0) results.add(cell, subject, run);
    }
}
