package io.millrace.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.clients.Programs.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Terraform with the AWS provider: what it made it finds again as it wrote it, changes and removes. Provider and program
 * are those of the machine; nothing is fetched.
 */
class TerraformTest {
    /** Names a directory of provider plugins, laid out as a mirror: host/namespace/name/version/platform. */
    private static final String PLUGINS = "millrace.test.terraform-plugins";

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Path CONFIGURATION = Path.of("src", "test", "terraform", "main.tf");
    private static final Path DIRECTORY = Path.of("target", "terraform").toAbsolutePath();

    /** What {@code plan -detailed-exitcode} says when there is nothing to do. */
    private static final int NOTHING_TO_DO = 0;

    @Test
    void whatIsAppliedIsFoundAgainChangedAndDestroyed() throws Exception {
        var terraform = terraform();
        run(terraform, "init", "-input=false").successful();

        run(terraform, "apply", "-auto-approve", "-input=false").successful();
        nothingToDo(terraform);
        assertThat(run(terraform, "output", "-raw", "open_shards").successful()).endsWith("\n2");
        assertThat(run(terraform, "output", "-raw", "arn").successful())
                .endsWith("arn:aws:kinesis:us-east-1:000000000000:stream/terraform-provisioned");

        String[] changed = {"-var=retention=48", "-var=shards=3", "-var=tags={colour=\"green\",owner=\"weir\"}"};
        run(terraform, command("apply", changed, "-auto-approve", "-input=false"))
                .successful();
        nothingToDo(terraform, changed);
        assertThat(run(terraform, "output", "-raw", "open_shards").successful()).endsWith("\n3");

        run(terraform, "destroy", "-auto-approve", "-input=false").successful();
        assertThat(Streams.await(Streams.client().listStreams()).streamNames())
                .noneMatch(name -> name.startsWith("terraform-"));
    }

    private static void nothingToDo(Programs terraform, String... variables) throws Exception {
        var plan = run(terraform, command("plan", variables, "-detailed-exitcode", "-input=false"));

        assertThat(plan.status()).as(plan.output()).isEqualTo(NOTHING_TO_DO);
    }

    private static String[] command(String name, String[] variables, String... options) {
        return Stream.of(Stream.of(name), Stream.of(options), Stream.of(variables))
                .flatMap(part -> part)
                .toArray(String[]::new);
    }

    private static Outcome run(Programs terraform, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        if (!arguments[0].equals("output")) command.add("-no-color");
        return terraform.run(LIMIT, command.toArray(String[]::new));
    }

    private static Programs terraform() throws IOException, InterruptedException {
        clear();
        Files.createDirectories(DIRECTORY);
        var here = Programs.in(DIRECTORY, "http")
                .with("TF_VAR_endpoint", Millrace.shared().http().toString())
                .with("TF_IN_AUTOMATION", "1")
                .with("CHECKPOINT_DISABLE", "1");
        if (!here.runs("terraform", "version")) Programs.notTested("this machine has no working terraform");
        var mirror = mirror();
        if (mirror.isEmpty())
            Programs.notTested("no mirror of the AWS provider: -D" + PLUGINS + "=DIRECTORY names one");
        Path settings = Files.writeString(DIRECTORY.resolve("terraform.rc"), """
                provider_installation {
                  filesystem_mirror {
                    path = "%s"
                  }
                }
                """.formatted(mirror.orElseThrow()));
        Files.copy(CONFIGURATION, DIRECTORY.resolve("main.tf"), StandardCopyOption.REPLACE_EXISTING);
        return here.with("TF_CLI_CONFIG_FILE", settings.toString());
    }

    /** The state of an earlier run speaks of an installation that is gone. */
    private static void clear() throws IOException {
        if (!Files.exists(DIRECTORY)) return;
        try (var files = Files.walk(DIRECTORY)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static Optional<Path> mirror() {
        String named = System.getProperty(PLUGINS, "");
        var candidates = named.isEmpty()
                ? List.of(
                        Path.of("/opt/tf-plugins"),
                        Path.of(System.getProperty("user.home"), ".terraform.d", "plugins"),
                        Path.of("/usr/share/terraform/plugins"))
                : List.of(Path.of(named));
        return candidates.stream()
                .filter(directory -> Files.isDirectory(directory.resolve("registry.terraform.io/hashicorp/aws")))
                .findFirst();
    }
}
