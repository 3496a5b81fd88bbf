package io.millrace.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * How much the suite measures, and where.
 *
 * @param launcher starts and stops the suite's own Millrace
 * @param peers holds {@code kafka} with its jars and {@code kinesis-local}, as far as they could be fetched
 * @param directory on the disk to measure; what the suite leaves there is deleted at the end
 * @param document the result
 * @param seconds of a run
 * @param rounds of each cell, all subjects in turn
 * @param gigabytes stored before the restart
 * @param shardCounts of the streams that are written one after the other; the largest first one that fails ends it
 */
record SuiteOptions(
        Path launcher,
        Path peers,
        Path directory,
        Path document,
        int seconds,
        int rounds,
        int gigabytes,
        List<Integer> shardCounts) {
    static final String USAGE = """
            usage: millrace bench --suite [--quick]
              measures this machine, the ceiling, a Millrace of its own, Apache Kafka and kinesis-local in turn, and writes
              .build/performance.md: goals, figures and curves. Some 40 minutes and 30 GB of disk; --quick 12 minutes and 5 GB.
            """;

    static SuiteOptions parse(List<String> arguments) {
        if (arguments.size() < 4)
            throw new IllegalArgumentException("launcher, peers, directory and document are needed");
        boolean quick = false;
        for (var option : arguments.subList(4, arguments.size())) {
            switch (option) {
                case "--suite" -> {}
                case "--quick" -> quick = true;
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return new SuiteOptions(
                Path.of(arguments.get(0)),
                Path.of(arguments.get(1)),
                Path.of(arguments.get(2)),
                Path.of(arguments.get(3)),
                quick ? 2 : 8,
                quick ? 1 : 3,
                quick ? 1 : 10,
                quick ? List.of(1, 8, 100, 1_000, 10_000) : List.of(1, 8, 10, 100, 1_000, 10_000, 50_000));
    }
}
