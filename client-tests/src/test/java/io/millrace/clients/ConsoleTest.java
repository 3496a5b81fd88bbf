package io.millrace.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The console in a browser: Playwright drives the system's Chromium through every page of an installation that was just
 * started for the first time. The tests are in src/test/console; each is shown here by its name.
 */
class ConsoleTest {
    private static final Path TESTS = Path.of("src", "test", "console").toAbsolutePath();
    private static final Path DIRECTORY = Path.of("target", "console").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    @TestFactory
    Stream<DynamicTest> theConsole() throws IOException, InterruptedException {
        var browser = BROWSERS.stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
        if (browser.isEmpty()) Programs.notTested("this machine has no Chromium");
        NodePackages.install(TESTS, DIRECTORY);
        var millrace = Millrace.fresh("console-data");
        Path report = DIRECTORY.resolve("report.json");
        Files.deleteIfExists(report);
        var environment = Map.of(
                "MILLRACE_ENDPOINT", millrace.http().toString(),
                "MILLRACE_CONSOLE_PASSWORD", millrace.consolePassword(),
                "CHROMIUM", browser.orElseThrow());
        var outcome = new Programs(DIRECTORY, environment).run(LIMIT, "npx", "playwright", "test");
        outcome.output().lines().filter(line -> line.startsWith("FIGURE")).forEach(System.out::println);
        assertThat(report).as(outcome.output()).exists();
        var tests = new ArrayList<DynamicTest>();
        collect(new ObjectMapper().readTree(report.toFile()), "", tests);
        assertThat(tests).as(outcome.output()).isNotEmpty();
        return tests.stream();
    }

    /** Suites are in suites; a spec is a test, with what went wrong in its results. */
    private static void collect(JsonNode suite, String name, List<DynamicTest> tests) {
        for (var inner : suite.path("suites"))
            collect(inner, name + inner.path("title").asText() + " › ", tests);
        for (var spec : suite.path("specs"))
            tests.add(dynamicTest(name + spec.path("title").asText(), () -> {
                if (!spec.path("ok").asBoolean()) fail(problems(spec));
            }));
    }

    private static String problems(JsonNode spec) {
        var text = new StringBuilder();
        for (var message : spec.findValues("message"))
            text.append(message.asText()).append('\n');
        return text.isEmpty() ? "did not run" : text.toString();
    }
}
