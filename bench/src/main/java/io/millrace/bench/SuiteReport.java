package io.millrace.bench;

import io.millrace.bench.Results.Figure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The one document that a run of the suite leaves: the goals, all figures, the curves, and who is missing. */
final class SuiteReport {
    private final Results results;
    private final List<String> machine;
    private final StringBuilder text = new StringBuilder();

    /** @param machine lines that say what machine it was, how long each run took, and how busy the machine was */
    SuiteReport(Results results, List<String> machine) {
        this.results = results;
        this.machine = machine;
    }

    String markdown() {
        text.append("# Measured performance\n\n");
        machine.forEach(line -> text.append("- ").append(line).append('\n'));
        results.absent()
                .forEach((subject, reason) ->
                        text.append("- **%s was left out: %s**\n".formatted(subject.title, reason)));
        goals();
        cells();
        machine();
        curves();
        return text.toString();
    }

    private void goals() {
        table("Goals", "work", "measured", "must", "aim", "");
        for (var goal : Goals.all()) {
            row(
                    goal.work(),
                    goal.measuredText(results),
                    goal.must() == 0 ? "-" : goal.boundText(goal.must()),
                    goal.boundText(goal.aim()),
                    goal.verdict(results).title);
        }
    }

    private void cells() {
        table(
                "Figures",
                "cell",
                "server",
                "rec/s",
                "MB/s",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "server us/rec",
                "Millrace's rate to its",
                "refused, errors");
        for (var cell : Cell.values()) {
            var ours = results.median(cell, Subject.MILLRACE);
            for (var subject : Subject.values()) {
                var median = results.median(cell, subject);
                if (median.isEmpty()) continue;
                var run = median.get();
                row(
                        cell.title(),
                        subject.title,
                        number("%,.0f", run.recordsPerSecond()),
                        number("%.1f", run.megabytesPerSecond()),
                        number("%.2f", run.p50Millis()),
                        number("%.2f", run.p99Millis()),
                        number("%.2f", run.p999Millis()),
                        number("%.2f", run.cpuMicrosPerRecord()),
                        ours.isEmpty() || subject == Subject.MILLRACE || cell.callsASecond > 0
                                ? ""
                                : number("%.2f", ours.get().recordsPerSecond() / run.recordsPerSecond()),
                        run.throttled() + ", " + run.errors());
            }
        }
    }

    /** The limits were measured once, before the cells: on a machine that others use these ratios are the weakest. */
    private void machine() {
        table("Millrace against the machine alone", "", "Millrace", "the machine", "ratio");
        against(
                "PutRecords 10 KiB, MB/s : sequential writes",
                Cell.PUT_10K,
                Measurement::megabytesPerSecond,
                Figure.SEQUENTIAL_WRITE);
        against(
                "PutRecord, one connection, p50 ms : a durable write of 4 KiB",
                Cell.PUTRECORD_1,
                Measurement::p50Millis,
                Figure.DURABLE_WRITE);
        against(
                "GetRecords at the tip, MB/s : one connection over the loopback",
                Cell.GET_1K,
                Measurement::megabytesPerSecond,
                Figure.LOOPBACK);
    }

    private void against(String what, Cell cell, ToDoubleFunction<Measurement> figure, Figure limit) {
        var ours = results.median(cell, Subject.MILLRACE);
        if (ours.isEmpty()) return;
        double value = figure.applyAsDouble(ours.get());
        row(
                what,
                number("%,.2f", value),
                number("%,.2f", results.figure(limit)),
                number("%.2f", value / results.figure(limit)));
    }

    private void curves() {
        for (Map.Entry<String, List<Curve.Point>> curve : results.curves().entrySet()) {
            var points = curve.getValue();
            var names = new LinkedHashSet<String>();
            for (var point : points) names.addAll(point.values().keySet());
            var heads = new ArrayList<String>(List.of(""));
            heads.addAll(names);
            table(curve.getKey(), heads.toArray(String[]::new));
            for (var point : points) {
                var cells = new ArrayList<String>(List.of(point.at()));
                for (var name : names) cells.add(point.values().getOrDefault(name, "-"));
                row(cells.toArray(String[]::new));
            }
        }
    }

    private void table(String title, String... heads) {
        text.append("\n## ").append(title).append("\n\n");
        row(heads);
        text.append("|---".repeat(heads.length)).append("|\n");
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : format.formatted(value);
    }
}
