package io.millrace.bench;

import java.time.Duration;

/** The CPU time that a process has used, user and system, as the operating system counts it. */
final class ProcessCpu {
    /** Stands for a server whose process is not known. */
    static final long UNKNOWN = 0;

    private ProcessCpu() {}

    /** NaN if the process is unknown or gone. */
    static double seconds(long pid) {
        if (pid == UNKNOWN) return Double.NaN;
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(ProcessCpu::seconds)
                .orElse(Double.NaN);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
