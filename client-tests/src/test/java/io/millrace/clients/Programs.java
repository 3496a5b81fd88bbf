package io.millrace.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that the machine may have, run in a directory with an environment. */
record Programs(Path directory, Map<String, String> environment) {
    /** How a program ended. */
    record Outcome(int status, String output) {
        String successful() {
            assertThat(status).as(output).isZero();
            return output;
        }
    }

    /** In the environment that {@code ./millrace env} gives to a user. */
    static Programs in(Path directory, String scheme) {
        var millrace = Millrace.shared();
        return new Programs(
                directory,
                Map.of(
                        "AWS_ENDPOINT_URL", millrace.endpoint(scheme).toString(),
                        "AWS_ACCESS_KEY_ID", millrace.keyId(),
                        "AWS_SECRET_ACCESS_KEY", millrace.secret(),
                        "AWS_REGION", Millrace.REGION,
                        "AWS_EC2_METADATA_DISABLED", "true"));
    }

    Programs with(String variable, String value) {
        var more = new HashMap<>(environment);
        more.put(variable, value);
        return new Programs(directory, more);
    }

    /** What is not done when the time is over is ended, with a status of its own. */
    Outcome run(Duration atMost, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // What the user of this machine has set must not lead a client to somewhere else.
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        return new Outcome(
                ended ? process.exitValue() : -1,
                Arrays.toString(command) + (ended ? "" : " not done in time") + "\n" + text);
    }

    boolean runs(String... command) throws InterruptedException {
        try {
            return run(Duration.ofSeconds(30), command).status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends a test that this machine can't run, and says so where a reader of the build sees it. */
    static void notTested(String reason) {
        System.err.println("NOT TESTED: " + reason);
        abort(reason);
    }
}
