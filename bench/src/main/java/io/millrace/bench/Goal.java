package io.millrace.bench;

import java.util.function.ToDoubleFunction;

/**
 * What Millrace must reach, and what it aims at.
 *
 * @param work as it is printed
 * @param measured the figure, NaN if it was not measured
 * @param atMost true where less is better
 * @param format of the figure, with its unit
 */
record Goal(String work, ToDoubleFunction<Results> measured, boolean atMost, double must, double aim, String format) {
    /** How a goal came out. */
    enum Verdict {
        AIM_MET("aim met"),
        MET("met"),
        MISSED("**missed**"),
        NOT_MEASURED("not measured");

        final String title;

        Verdict(String title) {
            this.title = title;
        }
    }

    static Goal atLeast(String work, double must, double aim, ToDoubleFunction<Results> measured) {
        return new Goal(work, measured, false, must, aim, "%.2f");
    }

    static Goal atMost(String work, double must, double aim, ToDoubleFunction<Results> measured) {
        return new Goal(work, measured, true, must, aim, "%.2f");
    }

    Goal in(String unit) {
        return new Goal(work, measured, atMost, must, aim, "%.1f " + unit);
    }

    Verdict verdict(Results results) {
        double value = measured.applyAsDouble(results);
        if (Double.isNaN(value)) return Verdict.NOT_MEASURED;
        if (reaches(value, aim)) return Verdict.AIM_MET;
        return reaches(value, must) ? Verdict.MET : Verdict.MISSED;
    }

    private boolean reaches(double value, double bound) {
        return atMost ? value <= bound : value >= bound;
    }

    /** The figure as it is printed. */
    String measuredText(Results results) {
        double value = measured.applyAsDouble(results);
        return Double.isNaN(value) ? "-" : format.formatted(value);
    }

    String boundText(double bound) {
        return (atMost ? "≤ " : "≥ ") + format.formatted(bound);
    }
}
