package io.millrace.bench;

import io.millrace.bench.ceiling.Level;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code millrace bench}: measures this machine, its ceiling and Millrace, interleaved, and prints the ratios. */
public final class Bench {
    private static final int WARM_UP_SECONDS = 3;

    private final BenchOptions options;
    private final PrintStream out;
    private final PrintStream progress;

    private Bench(BenchOptions options, PrintStream out, PrintStream progress) {
        this.options = options;
        this.out = out;
        this.progress = progress;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        BenchOptions options;
        try {
            options = BenchOptions.parse(List.of(args), System.getenv());
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(BenchOptions.USAGE);
            System.exit(2);
            return;
        }
        try {
            new Bench(options, System.out, System.err).run();
        } catch (NoServerException nobody) {
            System.err.println("millrace bench: " + nobody.getMessage() + "; ./millrace up starts one");
            System.exit(1);
        }
    }

    private void run() throws IOException, InterruptedException {
        if (options.profile() != null) {
            new HotPath(options, options.profile(), out).profile();
            return;
        }
        if (options.measuresMillrace()) NoServerException.checkReachable(options.server());
        if (!options.cells().isEmpty()) {
            out.println("machine:");
            for (var limit : new MachineLimits(options.directory()).measure().lines()) out.println("  " + limit);
            var ceilings = new EnumMap<Level, CeilingProcess>(Level.class);
            try (var client = new LoadClient()) {
                for (var level : Level.values()) ceilings.put(level, CeilingProcess.start(level, options));
                bareAnswers(client, ceilings);
                cells(client, ceilings).print(out);
            } finally {
                for (var ceiling : ceilings.values()) ceiling.close();
            }
        }
        if (!options.measuresMillrace()) return;
        for (var scenario : options.scenarios()) run(scenario);
    }

    private void run(Scenario scenario) throws IOException, InterruptedException {
        switch (scenario) {
            case SHARDS -> new ManyStreams(options, out).run();
            case SHARDS_10000 -> new ManyShards(options, out).run();
            case SPLIT -> new Splits(options, out).run();
            case FANOUT_50 -> {
                try (var fanOut = new FanOut(options, out)) {
                    fanOut.fifty();
                }
            }
        }
    }

    private Report cells(LoadClient client, Map<Level, CeilingProcess> ceilings)
            throws IOException, InterruptedException {
        var runner = new CellRunner(client, options);
        var report = new Report();
        for (var cell : options.cells()) {
            var ceiling = Objects.requireNonNull(ceilings.get(cell.call.ceiling));
            for (int round = 0; round <= options.rounds(); round++) {
                progress.printf("%s: round %d of %d%n", cell.title(), round, options.rounds());
                // Round 0 lets both servers compile their code for this cell, and is not counted.
                int seconds = round == 0 ? Math.min(WARM_UP_SECONDS, options.seconds()) : options.seconds();
                var bound = runner.ceiling(cell, seconds, ceiling.port(), ceiling.pid());
                if (round > 0) report.addCeiling(cell, bound);
                if (!options.measuresMillrace()) continue;
                var ours = runner.millrace(cell, seconds);
                if (round > 0) report.addMillrace(cell, ours);
            }
        }
        return report;
    }

    /** One POST of 1 KiB and a constant answer: the floor of every request. */
    private void bareAnswers(LoadClient client, Map<Level, CeilingProcess> ceilings) throws InterruptedException {
        var none = ceilings.get(Level.NONE);
        if (none == null) return;
        var body = new Bodies(1).jsonPut("bench-ceiling", 700);
        var requests = new Requests("127.0.0.1:" + none.port(), options.key(), options.region());
        var request = requests.signed("PutRecord", Cell.Format.JSON.contentType, body);
        for (int connections : new int[] {1, 16}) {
            var load = new LoadClient.Load(
                    List.of(request),
                    connections,
                    1,
                    body.length,
                    AnswerCheck.of(Cell.PUTRECORD_1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    none.pid());
            var result = client.run(new InetSocketAddress(InetAddress.getLoopbackAddress(), none.port()), load);
            out.printf(
                    "  bare constant answer, 1 KiB POST, %2d connections: %,.0f a second, p50 %.0f us%n",
                    connections, result.recordsPerSecond(), result.p50Millis() * 1000);
        }
        out.println();
    }
}
