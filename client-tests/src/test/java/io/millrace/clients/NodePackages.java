package io.millrace.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/** Programs in JavaScript with the packages that their lock file names. */
final class NodePackages {
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(2);

    private NodePackages() {}

    /**
     * Copies the programs and installs their packages beside them, once for all builds of a lock file: what it names does
     * not change. The test is left out where the machine has no Node.js.
     */
    static void install(Path scripts, Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var here = new Programs(directory, Map.of());
        if (!here.runs("node", "--version") || !here.runs("npm", "--version"))
            Programs.notTested("this machine has no working Node.js and npm");
        Path lock = scripts.resolve("package-lock.json");
        Path installed = directory.resolve("installed-lock.json");
        boolean upToDate = Files.exists(installed) && Files.mismatch(lock, installed) == -1;
        try (var files = Files.list(scripts)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        if (upToDate) return;
        Files.deleteIfExists(installed);
        var install = here.run(INSTALL_LIMIT, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        if (install.status() != 0) Programs.notTested("the packages can't be installed: " + install.output());
        Files.copy(lock, installed);
    }
}
