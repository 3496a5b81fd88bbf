package io.millrace.bench;

import java.util.TreeMap;

/** Reads the CPU time of a process again and again, to say afterwards how much belongs to a stretch of time. */
final class CpuSamples implements AutoCloseable {
    private static final int PERIOD_MILLIS = 50;

    private final long pid;
    private final TreeMap<Double, Double> cpuSecondsByEpochSeconds = new TreeMap<>();
    private final Thread thread;

    private CpuSamples(long pid) {
        this.pid = pid;
        this.thread = Thread.ofPlatform().daemon().name("cpu-samples").unstarted(this::sampleForever);
    }

    static CpuSamples of(long pid) {
        var samples = new CpuSamples(pid);
        samples.thread.start();
        return samples;
    }

    private void sampleForever() {
        try {
            while (true) {
                sample();
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void sample() {
        cpuSecondsByEpochSeconds.put(System.currentTimeMillis() / 1e3, ProcessCpu.seconds(pid));
    }

    /** The CPU time between two moments in seconds of the epoch, to a sample's accuracy. */
    synchronized double secondsBetween(double begin, double end) {
        var first = cpuSecondsByEpochSeconds.ceilingEntry(begin);
        var last = cpuSecondsByEpochSeconds.floorEntry(end);
        return first == null || last == null ? Double.NaN : last.getValue() - first.getValue();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
