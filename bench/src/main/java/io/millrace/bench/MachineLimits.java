package io.millrace.bench;

import io.millrace.bench.ceiling.DirectFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the disk below can do: the time of a sync, and bytes a second. */
final class MachineLimits {
    private static final int SYNCS = 500;
    private static final int SYNC_BYTES = DirectFile.BLOCK_BYTES;
    private static final long FILE_BYTES = 256L << 20;
    private static final int SEQUENTIAL_BYTES = 1 << 20;

    private final Path directory;

    MachineLimits(Path directory) {
        this.directory = directory;
    }

    void print(PrintStream out) throws IOException {
        out.printf(
                "machine: %d cores, Java %s, %s%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                Files.getFileStore(directory).type());
        growing(out);
        try (var file = DirectFile.prewritten(directory, FILE_BYTES)) {
            prewritten(out, file);
            sequential(out, file);
        }
    }

    private void growing(PrintStream out) throws IOException {
        var path = Files.createTempFile(directory, "growing", ".log");
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            var block = ByteBuffer.allocateDirect(SYNC_BYTES);
            var latencies = new Measurement.Latencies();
            for (int i = 0; i < SYNCS; i++) {
                long start = System.nanoTime();
                block.clear();
                while (block.hasRemaining()) channel.write(block);
                channel.force(false);
                latencies.add(System.nanoTime() - start);
            }
            printSyncs(out, "growing file", latencies);
        } finally {
            Files.delete(path);
        }
    }

    private static void prewritten(PrintStream out, DirectFile file) throws IOException {
        var block = DirectFile.blocks(SYNC_BYTES);
        var latencies = new Measurement.Latencies();
        for (int i = 0; i < SYNCS; i++) {
            long start = System.nanoTime();
            file.write(block.clear(), (long) i * SYNC_BYTES);
            file.sync();
            latencies.add(System.nanoTime() - start);
        }
        printSyncs(out, "prewritten file" + (file.isDirect() ? ", O_DIRECT" : ""), latencies);
    }

    private static void printSyncs(PrintStream out, String file, Measurement.Latencies latencies) {
        latencies.sort();
        out.printf(
                "  write + fdatasync of 4 KiB, %-26s p50 %6.0f us   p99 %6.0f us%n",
                file, latencies.millisAt(0.5) * 1000, latencies.millisAt(0.99) * 1000);
    }

    private static void sequential(PrintStream out, DirectFile file) throws IOException {
        var block = DirectFile.blocks(SEQUENTIAL_BYTES);
        long start = System.nanoTime();
        for (long at = 0; at < FILE_BYTES; at += SEQUENTIAL_BYTES) file.write(block.clear(), at);
        file.sync();
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf("  sequential writes of 1 MiB, prewritten file: %.0f MB/s%n", FILE_BYTES / 1e6 / seconds);
    }
}
