package io.millrace.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded PostgreSQL that keeps its promises: the library starts it for tests, with syncing off and open to every
 * local user, so both are set right here. Its programs are unpacked once; a run that was killed leaves the server behind,
 * which the next one ends before it starts its own.
 */
final class Postgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Postgres.class);
    private static final String USER = "postgres";
    private static final String DATABASE = "millrace";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final String ACCESS = """
            # Written by Millrace: a password on loopback, and nobody else.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final EmbeddedPostgres server;
    private final String password;

    private Postgres(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /**
     * Starts the server and returns when it answers.
     *
     * @param runtime where its programs are, or are unpacked
     * @param data what it keeps
     * @param password of its one user; set at the first start
     */
    static Postgres start(Path runtime, Path data, String password) {
        try {
            endLeftover(data);
            Path unpacked = runtime.resolve("unpacked");
            // Without the mark an earlier unpacking was cut off, and what it left would break every later start.
            if (!Files.exists(unpacked)) removeAll(runtime);
            Files.createDirectories(runtime);
            boolean first = !Files.exists(data.resolve("secured"));
            // A first start that did not come to its end is begun again: nothing was kept in it yet.
            if (first) removeAll(data);
            Files.createDirectories(data.toAbsolutePath().getParent());
            var server = builder(runtime, data, first ? "" : password).start();
            if (!Files.exists(unpacked)) Files.createFile(unpacked);
            if (first) secure(server, data, password);
            return new Postgres(server, password);
        } catch (IOException | SQLException e) {
            throw new StartFailure("the embedded PostgreSQL can't be started: " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgres.Builder builder(Path runtime, Path data, String password) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(runtime.toFile())
                .setPGStartupWait(START_LIMIT)
                .setConnectConfig("password", password)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "50")
                .setServerConfig("shared_buffers", "24MB")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("logging_collector", "off");
    }

    /** Gives the user a password, the metadata a database, and shuts everybody else out. */
    private static void secure(EmbeddedPostgres server, Path data, String password) throws IOException, SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            // Hex digits only: nothing to escape.
            statement.execute("alter user " + USER + " password '" + password + "'");
            statement.execute("create database " + DATABASE);
            Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
            statement.execute("select pg_reload_conf()");
        }
        Files.createFile(data.resolve("secured"));
    }

    /** Ends a server that a killed run left behind on these data. */
    private static void endLeftover(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) return;
        String pid = Files.readAllLines(pidFile).getFirst().strip();
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid))
                .filter(p ->
                        p.info().command().map(c -> c.endsWith("/postgres")).orElse(false));
        if (process.isEmpty()) return;
        log.atInfo().addKeyValue("pid", pid).log("ending a PostgreSQL that an earlier run left behind");
        process.get().destroy();
        try {
            process.get().onExit().get(15, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("PostgreSQL with pid " + pid + " still runs on " + data, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void removeAll(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + DATABASE;
    }

    String user() {
        return USER;
    }

    String password() {
        return password;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
