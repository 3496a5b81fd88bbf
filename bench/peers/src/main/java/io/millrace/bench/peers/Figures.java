package io.millrace.bench.peers;

import java.util.Arrays;
import java.util.Locale;

/**
 * What one run gave, as a line.
 *
 * @param begin seconds of the epoch, as {@code end}: between these the broker's CPU time belongs to the run
 */
record Figures(
        double recordsPerSecond,
        double p50Millis,
        double p99Millis,
        double p999Millis,
        long records,
        double begin,
        double end) {
    static Figures of(long records, double begin, double end, long[] latenciesNanos) {
        Arrays.sort(latenciesNanos);
        return new Figures(
                records / (end - begin),
                millisAt(latenciesNanos, 0.5),
                millisAt(latenciesNanos, 0.99),
                millisAt(latenciesNanos, 0.999),
                records,
                begin,
                end);
    }

    static double now() {
        return System.currentTimeMillis() / 1e3;
    }

    private static double millisAt(long[] sorted, double quantile) {
        if (sorted.length == 0) return Double.NaN;
        return sorted[(int) Math.min(sorted.length - 1, (long) (quantile * sorted.length))] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.3f %.4f %.4f %.4f %d %.3f %.3f",
                recordsPerSecond,
                p50Millis,
                p99Millis,
                p999Millis,
                records,
                begin,
                end);
    }
}
