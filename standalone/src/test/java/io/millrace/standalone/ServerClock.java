package io.millrace.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The wall clock of a server that runs below libfaketime, and what its clients sign by. The monotonic clock is left alone. */
final class ServerClock implements InstantSource {
    private static final String LIBRARY = "libfaketimeMT.so.1";

    private final Path library;
    private final Path file;
    private volatile Duration offset = Duration.ZERO;

    private ServerClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /** A clock that is right, or skips the test. */
    static ServerClock create(Path directory) throws IOException {
        var found = find();
        if (found.isEmpty())
            Programs.skip("libfaketime is not installed (Debian: libfaketime), a clock that jumps is NOT tested here");
        var clock = new ServerClock(found.getFirst(), directory.resolve("clock"));
        clock.jumpTo(Duration.ZERO);
        return clock;
    }

    private static List<Path> find() throws IOException {
        try (var folders = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu")) {
            for (var folder : folders) {
                var library = folder.resolve("faketime").resolve(LIBRARY);
                if (Files.exists(library)) return List.of(library);
            }
        }
        return List.of();
    }

    /** What a server is to run below. */
    String[] launcher() {
        return new String[] {
            "env",
            "LD_PRELOAD=" + library,
            "FAKETIME_TIMESTAMP_FILE=" + file,
            "FAKETIME_CACHE_DURATION=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            // Or every timed wait ends at once, and the whole JVM spins.
            "FAKETIME_FORCE_MONOTONIC_FIX=0"
        };
    }

    /** From now on it is so far off; the server notices within a second. */
    void jumpTo(Duration off) throws IOException {
        var next = Files.writeString(file.resolveSibling("clock.new"), "%+ds%n".formatted(off.toSeconds()));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        offset = off;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
    }
}
