package io.millrace.clients;

import io.millrace.clients.ConsumerProgram.Retrieval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One {@link ConsumerProgram}, seen from outside: started, watched by what it writes, killed. */
final class Worker implements AutoCloseable {
    private final String name;
    private final Journal journal;
    private final Process process;

    private Worker(String name, Journal journal, Process process) {
        this.name = name;
        this.journal = journal;
        this.process = process;
    }

    /** Workers of one application share the shards of a stream among them. */
    static Worker start(String application, String stream, String name, Retrieval retrieval) throws IOException {
        return start(application, stream, name, retrieval, Integer.MAX_VALUE);
    }

    /** As the other; while it leads, no worker gets more leases than that. */
    static Worker start(String application, String stream, String name, Retrieval retrieval, int mostLeases)
            throws IOException {
        var millrace = Millrace.shared();
        Path directory = Files.createDirectories(Path.of("target", "workers").toAbsolutePath());
        Path journal = directory.resolve(name + ".journal");
        Files.deleteIfExists(journal);
        Files.createFile(journal);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(millrace.trustOptions());
        command.addAll(List.of("-cp", classPath(), ConsumerProgram.class.getName()));
        command.addAll(List.of(application, stream, name, retrieval.name()));
        command.addAll(List.of(millrace.https().toString(), LeaseTables.shared().toString(), journal.toString()));
        command.add(Integer.toString(mostLeases));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile());
        builder.environment().put("AWS_ACCESS_KEY_ID", millrace.keyId());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", millrace.secret());
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Worker(name, new Journal(name, journal), process);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** What happened to it so far. */
    Journal journal() {
        if (!process.isAlive() && process.exitValue() != 137)
            throw new IllegalStateException(name + " ended by itself, exit value " + process.exitValue());
        return journal;
    }

    /** Ends it without a word to anybody: no checkpoint, no lease given back. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
