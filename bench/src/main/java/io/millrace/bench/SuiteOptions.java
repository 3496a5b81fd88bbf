package io.millrace.bench;

import java.nio.file.Path;
import java.util.Arrays;
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
 * @param cells what all take turns in
 * @param growth false to leave out what memory, shards, stored data and connections cost
 * @param gigabytes stored before the restart
 * @param shardCounts of the streams that are written in turn
 */
record SuiteOptions(
        Path launcher,
        Path peers,
        Path directory,
        Path document,
        int seconds,
        int rounds,
        List<Cell> cells,
        boolean growth,
        int gigabytes,
        List<Integer> shardCounts) {
    static final String USAGE = """
            usage: millrace bench --suite [--quick] [--cells A,B or none] [--no-growth]
              measures this machine, the ceiling, a Millrace of its own, Apache Kafka and kinesis-local in turn, and writes
              .build/performance.md: goals, figures and curves. Some 45 minutes and 30 GB of disk; --quick 12 minutes and 5 GB.
              --cells measures only those; --no-growth leaves out memory, shards, stored data and starts.
            """;

    static SuiteOptions parse(List<String> arguments) {
        if (arguments.size() < 4)
            throw new IllegalArgumentException("launcher, peers, directory and document are needed");
        boolean quick = false;
        boolean growth = true;
        var cells = List.of(Cell.values());
        for (var left = arguments.listIterator(4); left.hasNext(); ) {
            var option = left.next();
            switch (option) {
                case "--suite" -> {}
                case "--quick" -> quick = true;
                case "--no-growth" -> growth = false;
                case "--cells" -> cells = left.hasNext() ? cells(left.next()) : List.of();
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return new SuiteOptions(
                Path.of(arguments.get(0)),
                Path.of(arguments.get(1)),
                Path.of(arguments.get(2)),
                Path.of(arguments.get(3)),
                quick ? 4 : 10,
                quick ? 1 : 3,
                cells,
                growth,
                quick ? 1 : 10,
                quick ? List.of(1, 8, 100, 1_000, 10_000) : List.of(1, 8, 10, 100, 1_000, 10_000, 50_000));
    }

    private static List<Cell> cells(String titles) {
        if (titles.equals("none")) return List.of();
        return Arrays.stream(titles.split(",", -1)).map(Cell::of).toList();
    }
}
