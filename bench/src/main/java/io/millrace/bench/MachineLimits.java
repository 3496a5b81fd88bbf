package io.millrace.bench;

import io.millrace.bench.ceiling.DirectFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What the disk below and the loopback can do: the time of a sync, and bytes a second. */
final class MachineLimits {
    private static final int SYNCS = 500;
    private static final int SYNC_BYTES = DirectFile.BLOCK_BYTES;
    private static final long FILE_BYTES = 256L << 20;
    private static final int SEQUENTIAL_BYTES = 1 << 20;

    private final Path directory;

    MachineLimits(Path directory) {
        this.directory = directory;
    }

    /**
     * What was found.
     *
     * @param durableWriteMillis the median of a durable write of 4 KiB in the fastest way
     * @param writeMegabytes a second, in sequence
     * @param loopbackMegabytes a second, over one connection
     * @param lines all limits, as they are printed
     */
    record Found(double durableWriteMillis, double writeMegabytes, double loopbackMegabytes, List<String> lines) {}

    private record Rate(double megabytes, String line) {}

    private record Syncs(double p50Millis, String line) {}

    Found measure() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("%d cores, Java %s, %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version(),
                        Files.getFileStore(directory).type()));
        lines.add(growing().line);
        try (var file = DirectFile.prewritten(directory, FILE_BYTES)) {
            var direct = file.isDirect() ? ", O_DIRECT" : "";
            var inTwo = syncs("fdatasync, prewritten file" + direct, (block, at) -> {
                file.write(block, at);
                file.sync();
            });
            var inOne = syncs("O_DSYNC, prewritten file" + direct, file::writeDurably);
            var writes = sequential("writes", file::write, file);
            double loopback = Loopback.megabytesPerSecond();
            lines.add(inTwo.line);
            lines.add(inOne.line);
            lines.add(writes.line);
            lines.add(sequential("reads", file::read, file).line);
            lines.add("loopback, one connection: %,.0f MB/s".formatted(loopback));
            return new Found(Math.min(inTwo.p50Millis, inOne.p50Millis), writes.megabytes, loopback, lines);
        }
    }

    private interface Access {
        void at(ByteBuffer block, long position) throws IOException;
    }

    private Syncs growing() throws IOException {
        var path = Files.createTempFile(directory, "growing", ".log");
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            return syncs("fdatasync, growing file", (block, _) -> {
                while (block.hasRemaining()) channel.write(block);
                channel.force(false);
            });
        } finally {
            Files.delete(path);
        }
    }

    private static Syncs syncs(String how, Access write) throws IOException {
        var block = DirectFile.blocks(SYNC_BYTES);
        var latencies = new Measurement.Latencies();
        for (int i = 0; i < SYNCS; i++) {
            long start = System.nanoTime();
            write.at(block.clear(), (long) i * SYNC_BYTES);
            latencies.add(System.nanoTime() - start);
        }
        latencies.sort();
        return new Syncs(
                latencies.millisAt(0.5),
                "durable write of 4 KiB, %s: p50 %.0f us, p99 %.0f us"
                        .formatted(how, latencies.millisAt(0.5) * 1000, latencies.millisAt(0.99) * 1000));
    }

    private static Rate sequential(String what, Access access, DirectFile file) throws IOException {
        var block = DirectFile.blocks(SEQUENTIAL_BYTES);
        long start = System.nanoTime();
        for (long at = 0; at < FILE_BYTES; at += SEQUENTIAL_BYTES) access.at(block.clear(), at);
        file.sync();
        double megabytes = FILE_BYTES / 1e6 / Measurement.secondsSince(start);
        return new Rate(megabytes, "sequential %s of 1 MiB, prewritten file: %,.0f MB/s".formatted(what, megabytes));
    }
}
