package io.millrace.jq;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The installed jq program, which knows the right answers. */
final class RealJq {
    private RealJq() {}

    /** @param exitCode above 127 if the program crashed or did not end in time */
    record Result(int exitCode, List<String> lines, String complaint) {
        boolean crashed() {
            return exitCode > 127 || complaint.contains("Assertion");
        }
    }

    static boolean isVersion16() {
        try {
            Process process = new ProcessBuilder("jq", "--version").start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 && version.strip().equals("jq-1.6");
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs a program over an input of one or more JSON texts. */
    static Result run(String program, byte[] input) throws IOException, InterruptedException {
        Path in = Files.createTempFile("jq", ".json");
        Path filter = Files.createTempFile("jq", ".jq");
        Path out = Files.createTempFile("jq", ".out");
        Path err = Files.createTempFile("jq", ".err");
        try {
            Files.write(in, input);
            Files.writeString(filter, program);
            Process process = new ProcessBuilder("jq", "-c", "-f", filter.toString())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(3, TimeUnit.SECONDS);
            if (!ended) process.destroyForcibly().waitFor();
            return new Result(
                    ended ? process.exitValue() : 255,
                    Files.size(out) > 1 << 24 ? new ArrayList<>() : Files.readAllLines(out),
                    Files.readString(err));
        } finally {
            for (Path file : List.of(in, filter, out, err)) Files.delete(file);
        }
    }
}
