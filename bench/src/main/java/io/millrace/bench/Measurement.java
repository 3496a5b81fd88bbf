package io.millrace.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run of a cell gave.
 *
 * @param throttled calls and records that were refused for being too many
 * @param errors answers that were neither good nor a throttle, and connections that broke
 * @param firstError its text, or empty
 * @param cpuMicrosPerRecord of the server, NaN where its process is not known
 */
record Measurement(
        double recordsPerSecond,
        double megabytesPerSecond,
        double p50Millis,
        double p99Millis,
        double p999Millis,
        long records,
        long throttled,
        long errors,
        String firstError,
        double cpuMicrosPerRecord) {

    /** Of puts at a steady rate, each with a latency from when it was due. */
    static Measurement ofPaced(
            Cell cell, List<PacedPuts.Put> puts, double seconds, double cpuSeconds, String firstError) {
        var latencies = new Latencies();
        long records = 0;
        long errors = 0;
        for (var put : puts) {
            latencies.add(put.latencyNanos());
            if (put.failed() == 0) records += cell.records;
            else errors++;
        }
        latencies.sort();
        return new Measurement(
                records / seconds,
                records * (double) cell.recordBytes / 1e6 / seconds,
                latencies.millisAt(0.5),
                latencies.millisAt(0.99),
                latencies.millisAt(0.999),
                records,
                0,
                errors,
                firstError,
                cpuSeconds * 1e6 / records);
    }

    /** The median of each figure by itself; what went wrong is added up. */
    static Measurement median(List<Measurement> rounds) {
        return new Measurement(
                median(rounds, Measurement::recordsPerSecond),
                median(rounds, Measurement::megabytesPerSecond),
                median(rounds, Measurement::p50Millis),
                median(rounds, Measurement::p99Millis),
                median(rounds, Measurement::p999Millis),
                rounds.stream().mapToLong(Measurement::records).sum(),
                rounds.stream().mapToLong(Measurement::throttled).sum(),
                rounds.stream().mapToLong(Measurement::errors).sum(),
                rounds.stream()
                        .map(Measurement::firstError)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(""),
                median(rounds, Measurement::cpuMicrosPerRecord));
    }

    /** Seconds since a reading of {@link System#nanoTime}. */
    static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Every latency of a run, exact: eight bytes each are cheap at the rates of one machine. */
    static final class Latencies {
        private long[] nanos = new long[1 << 16];
        private int count;

        void add(long value) {
            if (count == nanos.length) nanos = Arrays.copyOf(nanos, 2 * count);
            nanos[count++] = value;
        }

        int count() {
            return count;
        }

        void sort() {
            Arrays.sort(nanos, 0, count);
        }

        /** After {@link #sort}; NaN where nothing was measured. */
        double millisAt(double quantile) {
            if (count == 0) return Double.NaN;
            return nanos[(int) Math.min(count - 1, (long) (quantile * count))] / 1e6;
        }
    }
}
