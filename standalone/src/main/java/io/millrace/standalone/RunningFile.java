package io.millrace.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Tells the launcher that we are ready, and how we are reached. Gone when we are, unless we were killed. */
final class RunningFile implements AutoCloseable {
    private final Path file;

    private RunningFile(Path file) {
        this.file = file;
    }

    static RunningFile write(Path file, Options options, String region, String limits, String accessKeyId)
            throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, """
                pid=%d
                host=%s
                port=%d
                region=%s
                limits=%s
                accessKeyId=%s
                tlsOnly=%s
                """.formatted(
                        ProcessHandle.current().pid(),
                        options.host(),
                        options.port(),
                        region,
                        limits.toLowerCase(Locale.ROOT),
                        accessKeyId,
                        options.tlsOnly()));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return new RunningFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
