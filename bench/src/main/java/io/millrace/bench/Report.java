package io.millrace.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gathers the runs and prints one table of medians. */
final class Report {
    private final Map<Cell, List<Measurement>> ceiling = new EnumMap<>(Cell.class);
    private final Map<Cell, List<Measurement>> millrace = new EnumMap<>(Cell.class);

    void addCeiling(Cell cell, Measurement measurement) {
        ceiling.computeIfAbsent(cell, _ -> new ArrayList<>()).add(measurement);
    }

    void addMillrace(Cell cell, Measurement measurement) {
        millrace.computeIfAbsent(cell, _ -> new ArrayList<>()).add(measurement);
    }

    void print(PrintStream out) {
        out.printf(
                "%-19s %-9s %11s %9s %9s %9s %9s %10s %7s %9s %8s%n",
                "cell",
                "server",
                "rec/s",
                "MB/s",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "throttled",
                "errors",
                "us/rec",
                "ratio");
        for (var cell : Cell.values()) {
            if (!ceiling.containsKey(cell)) continue;
            var bound = Measurement.median(ceiling.get(cell));
            line(out, cell, cell.call.ceiling.name().toLowerCase(Locale.ROOT), bound, "");
            if (!millrace.containsKey(cell)) continue;
            var ours = Measurement.median(millrace.get(cell));
            line(out, cell, "millrace", ours, "%.2f".formatted(ours.recordsPerSecond() / bound.recordsPerSecond()));
        }
        cborShare(out, Cell.PUT_1K_CBOR, Cell.PUT_1K);
        cborShare(out, Cell.GET_1K_CBOR, Cell.GET_1K);
    }

    private static void line(PrintStream out, Cell cell, String server, Measurement median, String ratio) {
        var cpu = median.cpuMicrosPerRecord();
        out.printf(
                "%-19s %-9s %,11.0f %9.1f %9.2f %9.2f %9.2f %10d %7d %9s %8s%n",
                cell.title(),
                server,
                median.recordsPerSecond(),
                median.megabytesPerSecond(),
                median.p50Millis(),
                median.p99Millis(),
                median.p999Millis(),
                median.throttled(),
                median.errors(),
                Double.isNaN(cpu) ? "-" : "%.2f".formatted(cpu),
                ratio);
        if (!median.firstError().isEmpty()) out.println("  first error: " + median.firstError());
    }

    private void cborShare(PrintStream out, Cell cbor, Cell json) {
        cborShare(out, "ceiling", ceiling, cbor, json);
        cborShare(out, "millrace", millrace, cbor, json);
    }

    private static void cborShare(
            PrintStream out, String server, Map<Cell, List<Measurement>> runs, Cell cbor, Cell json) {
        if (!runs.containsKey(cbor) || !runs.containsKey(json)) return;
        var ratio = Measurement.median(runs.get(cbor)).recordsPerSecond()
                / Measurement.median(runs.get(json)).recordsPerSecond();
        out.printf("%s : %s, %s: %.2f%n", cbor.title(), json.title(), server, ratio);
    }
}
