package io.millrace.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The option {@code --profile}: puts load on the server and says where its CPU time goes and what it allocates. Each cell
 * gives two flame graphs to open in a browser, the same as collapsed stacks to search and compare, and the hottest methods
 * on the screen.
 */
final class HotPath {
    private static final int WARM_UP_SECONDS = 10;
    private static final int METHODS_SHOWN = 25;

    private final BenchOptions options;
    private final Path directory;
    private final PrintStream out;

    /** What to record, in the words of async-profiler. */
    private enum Kind {
        /** Every millisecond of CPU time, of all threads and the kernel below them. */
        CPU("event=cpu,interval=1ms"),
        /** One in so many bytes. */
        ALLOCATIONS("event=alloc,alloc=256k");

        final String start;

        Kind(String start) {
            this.start = start;
        }

        String title() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @param directory where async-profiler was unpacked, and where the profiles go */
    HotPath(BenchOptions options, Path directory, PrintStream out) {
        this.options = options;
        this.directory = directory.toAbsolutePath();
        this.out = out;
    }

    void profile() throws IOException, InterruptedException {
        if (options.pid() == ProcessCpu.UNKNOWN) throw new IOException("a profile needs --pid, the server's process");
        // All cells are those of somebody who named none.
        var cells = options.cells().size() == Cell.values().length ? List.of(Cell.PUT_1K) : options.cells();
        try (var profiler = new Profiler(options.pid(), library());
                var client = new LoadClient()) {
            var runner = new CellRunner(client, options);
            for (var cell : cells) {
                runner.millrace(cell, WARM_UP_SECONDS);
                for (var kind : Kind.values()) profile(profiler, runner, cell, kind);
            }
        }
    }

    private void profile(Profiler profiler, CellRunner runner, Cell cell, Kind kind)
            throws IOException, InterruptedException {
        profiler.tell("start," + kind.start);
        Measurement measured;
        try {
            measured = runner.millrace(cell, options.seconds());
        } finally {
            profiler.tell("stop");
        }
        var name = cell.title() + "-" + kind.title();
        var graph = directory.resolve(name + ".html");
        var methods = directory.resolve(name + ".txt");
        profiler.tell("dump,flamegraph,title=" + name + ",file=" + graph);
        profiler.tell("dump,collapsed,file=" + directory.resolve(name + ".collapsed"));
        profiler.tell("dump,traces=0,flat=" + METHODS_SHOWN + ",file=" + methods);
        out.printf("%n%s: %,.0f records a second while profiled; %s%n", name, measured.recordsPerSecond(), graph);
        Files.readAllLines(methods).forEach(out::println);
    }

    private Path library() throws IOException {
        var architecture = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
        var library = directory.resolve(architecture).resolve("libasyncProfiler.so");
        if (!Files.exists(library)) throw new IOException("no profiler at " + library);
        return library;
    }
}
