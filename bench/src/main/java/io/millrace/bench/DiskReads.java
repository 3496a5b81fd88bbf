package io.millrace.bench;

import io.millrace.bench.ceiling.DirectFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk alone, below the files that a server wrote. */
final class DiskReads {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

    private DiskReads() {}

    /**
     * Makes the operating system forget what it holds of files.
     *
     * @return how it was done
     */
    static String forgetCachedFiles(Path directory) throws IOException, InterruptedException {
        new ProcessBuilder("sync").start().waitFor();
        if (Files.isWritable(DROP_CACHES)) {
            Files.writeString(DROP_CACHES, "3");
            return "drop_caches";
        }
        try (var files = Files.walk(directory)) {
            for (var file :
                    files.filter(Files::isReadable).filter(Files::isRegularFile).toList())
                new ProcessBuilder("dd", "of=" + file, "oflag=nocache", "conv=notrunc,fdatasync", "count=0")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        }
        return "posix_fadvise of each file";
    }

    /** Reads the files below the directory one after the other in O_DIRECT reads of 1 MiB, for so long at most. */
    static double megabytesPerSecond(Path directory, int secondsMax) throws IOException {
        var block = DirectFile.blocks(BLOCK_BYTES);
        long bytes = 0;
        long start = System.nanoTime();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) < BLOCK_BYTES) continue;
                try (var channel = DirectFile.openToRead(file)) {
                    for (int read = 0; read >= 0 && Measurement.secondsSince(start) < secondsMax; ) {
                        read = channel.read(block.clear());
                        bytes += Math.max(0, read);
                    }
                }
            }
        }
        return bytes / 1e6 / Measurement.secondsSince(start);
    }
}
