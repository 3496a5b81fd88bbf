package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory as the kernel counts it: the proportional set size, in which shared pages count once. Linux only. */
final class ProcessMemory {
    private ProcessMemory() {}

    /** Megabytes of one process, NaN where the kernel does not say. */
    static double megabytes(long pid) {
        try {
            for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")))
                if (line.startsWith("Pss:")) return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
            return Double.NaN;
        } catch (IOException gone) {
            return Double.NaN;
        }
    }

    /** Megabytes of a node: its JVM, and the database whose processes work below the node's data directory. */
    static double megabytesOfNode(MillraceNode node) throws IOException {
        double sum = megabytes(node.pid());
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != node.pid() && worksIn(process, node.data())) sum += megabytes(pid);
            }
        }
        return sum;
    }

    private static boolean worksIn(Path process, Path directory) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).startsWith(directory);
        } catch (IOException notOursToSee) {
            return false;
        }
    }

    /** Makes a JVM collect its garbage, so that what is left is what it needs. */
    static void collectGarbage(long pid) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
