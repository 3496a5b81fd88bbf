package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.firehose.FirehoseService;
import io.millrace.gateway.GatewayService;
import io.millrace.kit.service.MillraceService;
import io.millrace.streams.StreamsService;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** What the documents say is there, and what is there is in the documents. */
class TidyTest {
    private static final Path ROOT = root();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");

    /** The checkout: tests run in a module's directory, one below. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("millrace"))
                ? here
                : here.resolve("..").normalize();
    }

    private static List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> !file.toString().matches(".*/(target|\\.build|\\.git|node_modules)/.*"))
                    .toList();
        }
    }

    @Test
    void everyLinkInTheDocumentsLeadsSomewhere() throws IOException {
        var broken = new ArrayList<String>();
        for (Path file : files(".md")) {
            var links = LINK.matcher(Files.readString(file));
            while (links.find()) {
                String target = links.group(1);
                if (target.matches("[a-z]+:.*")) continue;
                if (!Files.exists(file.resolveSibling(target))) broken.add(ROOT.relativize(file) + " -> " + target);
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everySettingIsDocumented() throws Exception {
        String documented = Files.readString(ROOT.resolve("docs/settings.md"));
        var missing = new ArrayList<String>();
        for (String name : List.of(
                "io.millrace.streams.StreamsSettings",
                "io.millrace.firehose.FirehoseSettings",
                "io.millrace.gateway.GatewaySettings",
                "io.millrace.kit.audit.AuditSettings",
                "io.millrace.kit.credentials.IdentitySettings",
                "io.millrace.kit.database.DatabaseSettings")) {
            Class<?> settings = Class.forName(name);
            collect(settings.getAnnotation(ConfigurationProperties.class).prefix(), settings, documented, missing);
        }

        assertThat(missing).isEmpty();
    }

    private static void collect(String prefix, Class<?> settings, String documented, List<String> missing) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String key = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            if (component.getType().isRecord()) collect(key, component.getType(), documented, missing);
            else if (!documented.contains("`" + key + "`")) missing.add(key);
        }
    }

    @Test
    void everyMetricIsInTheTable() throws IOException {
        String documented = Files.readString(ROOT.resolve("docs/metrics.md"));
        var named = Pattern.compile("\"(millrace\\.[a-z]+\\.[a-z.]+)\"");
        var missing = new ArrayList<String>();
        for (Path file : files(".java")) {
            if (!file.toString().matches(".*(Metrics|ApiPipeline)\\.java")) continue;
            var names = named.matcher(Files.readString(file));
            while (names.find()) if (!documented.contains(names.group(1))) missing.add(names.group(1));
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void nothingUnfinishedIsLeftWithoutAReason() throws IOException {
        var found = new ArrayList<String>();
        for (String suffix : List.of(".java", ".sh", ".yml", ".xml"))
            for (Path file : files(suffix))
                if (!file.endsWith("TidyTest.java")
                        && UNFINISHED.matcher(Files.readString(file)).find())
                    found.add(ROOT.relativize(file).toString());

        assertThat(found).isEmpty();
    }

    @Test
    void everyServiceHasItsDefaultsUnderItsOwnName() {
        for (MillraceService service : List.of(new StreamsService(), new FirehoseService(), new GatewayService()))
            assertThat(getClass().getResource("/millrace-" + service.name() + ".yml"))
                    .as(service.name())
                    .isNotNull();
    }

    @Test
    void theCompatibilityTablesListEveryOperationOfDataStreamsAndFirehose() throws IOException {
        String table = Files.readString(ROOT.resolve("docs/compatibility.md"));
        var operations = Pattern.compile("^\\| `([A-Z][A-Za-z]+)` \\|", Pattern.MULTILINE)
                .matcher(table);
        var listed = operations.results().map(match -> match.group(1)).toList();

        // PutRecord belongs to both.
        assertThat(listed).hasSize(39 + 12);
        assertThat(new java.util.HashSet<>(listed)).hasSize(39 + 12 - 1);
    }
}
