package io.millrace.standalone;

import io.millrace.log.LogCheck;
import io.millrace.log.LogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code ./millrace check}: compares everything stored in a data directory with its checksums, while no server uses it.
 * Ends with 0 if all can be read, 1 if something can't, 2 if it could not check.
 */
public final class Check {
    private Check() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        boolean repair = arguments.contains("--repair");
        var logs = arguments.stream()
                .filter(argument -> !argument.equals("--repair"))
                .map(Path::of)
                .toList();
        int worst = 0;
        for (var log : logs) {
            if (logs.size() > 1) System.out.println(log);
            worst = Math.max(worst, run(log, repair));
        }
        return worst;
    }

    private static int run(Path log, boolean repair) {
        if (!Files.isDirectory(log)) {
            System.err.println("millrace: there is no log in " + log);
            return 2;
        }
        long began = System.nanoTime();
        try {
            var result = LogCheck.run(log, repair, Check::print);
            System.out.printf(
                    "%,d records in %,d files, %,.1f MB, checked in %.1f s: %s%n",
                    result.records(),
                    result.files(),
                    result.bytes() / 1e6,
                    (System.nanoTime() - began) / 1e9,
                    result.unreadable() == 0 ? "all can be read" : "not all can be read, see above");
            return result.unreadable() == 0 ? 0 : 1;
        } catch (IllegalStateException e) {
            System.err.println("millrace: " + log + " is in use: stop the server first (./millrace down)");
        } catch (IOException | LogException e) {
            System.err.println("millrace: the check could not go on: " + e);
        }
        return 2;
    }

    private static void print(LogCheck.Finding finding) {
        var word = switch (finding.severity()) {
            case UNREADABLE -> "unreadable";
            case DAMAGED -> "damaged";
            case REPAIRED -> "repaired";
            case NOTE -> "note";
        };
        System.out.printf("%-10s  %s: %s%n", word, finding.file(), finding.what());
    }
}
