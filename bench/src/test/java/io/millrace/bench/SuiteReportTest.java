package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.Goal.Verdict;
import io.millrace.bench.Results.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the suite makes of measurements, whatever they are. */
class SuiteReportTest {
    private final Results results = new Results();

    private void measured(Cell cell, Subject subject, double rate, double p99Millis, double cpuMicros) {
        results.add(
                cell,
                subject,
                new Measurement(rate, rate / 1000, p99Millis / 2, p99Millis, 2 * p99Millis, 1, 0, 0, "", cpuMicros));
    }

    private Goal goal(String work) {
        return Goals.all().stream()
                .filter(goal -> goal.work().equals(work))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"44, MISSED", "45, MET", "69, MET", "70, AIM_MET", "120, AIM_MET"})
    void aShareOfTheCeilingIsJudgedByWhatItMustAndWhatItAimsAt(double ours, Verdict expected) {
        measured(Cell.PUT_1K, Subject.CEILING, 100, 1, 1);
        measured(Cell.PUT_1K, Subject.MILLRACE, ours, 1, 1);

        assertThat(goal("PutRecords 1 KiB : ceiling").verdict(results)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.1, MISSED", "2, MET", "1.3, MET", "1.2, AIM_MET"})
    void aLatencyIsJudgedTheOtherWayRound(double ours, Verdict expected) {
        measured(Cell.PUTRECORD_16, Subject.CEILING, 100, 1, 1);
        measured(Cell.PUTRECORD_16, Subject.MILLRACE, 100, ours, 1);

        assertThat(goal("PutRecord, 16 connections, p99 : ceiling").verdict(results))
                .isEqualTo(expected);
    }

    @Test
    void aGoalWithoutItsPeerIsNotMeasuredInsteadOfMissed() {
        measured(Cell.PUT_1K, Subject.MILLRACE, 100, 1, 1);

        assertThat(goal("PutRecords 1 KiB : Kafka, not flushing").verdict(results))
                .isEqualTo(Verdict.NOT_MEASURED);
    }

    @Test
    void theMedianOfTheRoundsCounts() {
        for (double rate : new double[] {10, 1000, 50}) measured(Cell.GET_1K, Subject.CEILING, rate, 1, 1);
        measured(Cell.GET_1K, Subject.MILLRACE, 25, 1, 1);

        assertThat(goal("GetRecords at the tip : a constant answer").measuredText(results))
                .isEqualTo("0.50");
    }

    @Test
    void figuresAreComparedToo() {
        results.add(Figure.EMPTY_START, 4);
        results.add(Figure.RESTART, 10);
        results.add(Figure.IDLE_NODE, 190);

        assertThat(goal("Restart after kill -9 : the empty start").measuredText(results))
                .isEqualTo("2.50");
        assertThat(goal("Memory of the idle node").measuredText(results)).isEqualTo("190.0 MB");
    }

    @Test
    void ourFiguresStandBesideTheMachinesOwn() {
        measured(Cell.PUT_10K, Subject.MILLRACE, 500_000, 1, 1);
        results.add(Figure.SEQUENTIAL_WRITE, 2_000);

        assertThat(new SuiteReport(results, List.of()).markdown())
                .contains("| PutRecords 10 KiB, MB/s : sequential writes | 500.00 | 2,000.00 | 0.25 |");
    }

    @Test
    void theDocumentHasARowForEachGoalEachServerAndEachPoint() {
        measured(Cell.PUT_1K, Subject.CEILING, 400_000, 10, 3);
        measured(Cell.PUT_1K, Subject.MILLRACE, 200_000, 20, 6);
        results.add(Curve.SHARDS, Curve.Point.at("1,000").with("rec/s", "%,.0f", 5000));
        results.leaveOut(Subject.KAFKA, "no network");

        var document = new SuiteReport(results, List.of("2 cores")).markdown();

        assertThat(document)
                .contains("- 2 cores\n")
                .contains("- **Kafka was left out: no network**")
                .contains("| PutRecords 1 KiB : ceiling | 0.50 | ≥ 0.45 | ≥ 0.70 | met |")
                .contains("| CPU of the server per record, PutRecords 1 KiB : ceiling | 2.00 | ≤ 2.00 | ≤ 1.40 | met |")
                .contains("| put-1k | ceiling | 400,000 | 400.0 | 5.00 | 10.00 | 20.00 | 3.00 | 0.50 | 0, 0 |")
                .contains("| put-1k | Millrace | 200,000 | 200.0 | 10.00 | 20.00 | 40.00 | 6.00 |  | 0, 0 |")
                .contains("|  | rec/s |\n|---|---|\n| 1,000 | 5,000 |");
        assertThat(document.lines().filter(line -> line.endsWith("| not measured |")))
                .hasSize(Goals.all().size() - 2);
    }
}
