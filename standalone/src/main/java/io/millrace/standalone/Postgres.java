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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded PostgreSQL that keeps its promises: the library starts it for tests, with syncing off and open to every
 * local user, so both are set right here. Its programs are unpacked once; a run that was killed leaves the server behind,
 * which the next one ends before it starts its own.
 *
 * <p>The server is a process of its own. A thread of ours waits for its end and, unless we asked for that, starts it again
 * on the same port, so that nobody has to be told.
 */
final class Postgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Postgres.class);
    private static final String USER = "postgres";
    private static final String DATABASE = "millrace";
    private static final int ANY_PORT = 0;
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration END_LIMIT = Duration.ofSeconds(15);
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

    /** After that a restart is looked at again: the library would wait on for a server that ended meanwhile. */
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(3);

    /** How soon we notice its end: of a process that is not our child the system tells us nothing. */
    private static final long LOOK_MILLIS = 250;

    private static final String ACCESS = """
            # Written by Millrace: a password on loopback, and nobody else.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final Path runtime;
    private final Path data;
    private final String password;
    private final int port;
    private final Thread supervisor;

    /** Touched by the supervisor alone, and after its end by whoever closes. */
    private EmbeddedPostgres server;

    private volatile boolean closing;

    private Postgres(EmbeddedPostgres server, Path runtime, Path data, String password) {
        this.server = server;
        this.runtime = runtime;
        this.data = data;
        this.password = password;
        this.port = server.getPort();
        this.supervisor =
                Thread.ofPlatform().daemon().name("postgres-supervisor").unstarted(this::supervise);
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
            var server = builder(runtime, data, first ? "" : password, ANY_PORT).start();
            try {
                if (!Files.exists(unpacked)) Files.createFile(unpacked);
                if (first) secure(server, data, password);
            } catch (IOException | SQLException e) {
                server.close();
                throw e;
            }
            var postgres = new Postgres(server, runtime, data, password);
            postgres.supervisor.start();
            return postgres;
        } catch (IOException | SQLException e) {
            throw new StartFailure("the embedded PostgreSQL can't be started: " + e.getMessage(), e);
        }
    }

    private void supervise() {
        try {
            while (!closing) {
                awaitEnd();
                if (!closing) startAgain();
            }
        } catch (InterruptedException e) {
            // We are closing.
        }
    }

    private void awaitEnd() throws InterruptedException {
        var process = postmaster(data);
        if (process.isEmpty()) return;
        // Where we are process 1, the server is our child, and only this takes note of its end.
        var ended = process.get().onExit();
        while (!ended.isDone() && isServer(process.get(), data)) Thread.sleep(LOOK_MILLIS);
    }

    private void startAgain() throws InterruptedException {
        log.atError().addKeyValue("port", port).log("PostgreSQL ended unasked, starting it again");
        try {
            server.close();
            endLeftover(data);
            // The library's lock: a start that failed holds it to the end of our days, and we have a lock of our own.
            Files.deleteIfExists(data.resolve("epg-lock"));
            server = builder(runtime, data, password, port)
                    .setPGStartupWait(RESTART_LIMIT)
                    .start();
            log.atInfo().addKeyValue("port", port).log("PostgreSQL runs again");
        } catch (IOException | RuntimeException e) {
            // One that is there, but recovers for a while yet, is left to do so.
            log.atError().addKeyValue("error", e.toString()).log("PostgreSQL does not run again yet");
            Thread.sleep(RESTART_PAUSE);
        }
    }

    private static EmbeddedPostgres.Builder builder(Path runtime, Path data, String password, int port) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(runtime.toFile())
                .setPort(port)
                .setPGStartupWait(START_LIMIT)
                // Its own hook would end the server under the requests that are still in flight.
                .setRegisterShutdownHook(false)
                .setConnectConfig("password", password)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "50")
                .setServerConfig("shared_buffers", "24MB")
                // Processes that a few megabytes of metadata have no use for.
                .setServerConfig("io_method", "sync")
                .setServerConfig("max_logical_replication_workers", "0")
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

    /** Ends a server that still runs on these data, and sees to it that what a killed one left stops no other. */
    private static void endLeftover(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) return;
        var process = postmaster(data);
        if (process.isPresent()) {
            log.atInfo().addKeyValue("pid", process.get().pid()).log("ending a PostgreSQL that was left behind");
            process.get().destroy();
        }
        // The sessions of a server that was killed outlive it for a moment, and write.
        for (var left :
                ProcessHandle.allProcesses().filter(p -> isServer(p, data)).toList()) awaitEnd(left, data);
        // The number in it may be another program's by now, which PostgreSQL would take for a server.
        Files.deleteIfExists(pidFile);
    }

    private static void awaitEnd(ProcessHandle process, Path data) throws IOException {
        long deadline = System.nanoTime() + END_LIMIT.toNanos();
        try {
            while (isServer(process, data)) {
                if (System.nanoTime() > deadline)
                    throw new IOException("PostgreSQL with pid " + process.pid() + " still runs on " + data);
                Thread.sleep(LOOK_MILLIS / 10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Optional<ProcessHandle> postmaster(Path data) {
        try {
            var lines = Files.readAllLines(data.resolve("postmaster.pid"));
            if (lines.isEmpty()) return Optional.empty();
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(p -> isServer(p, data));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * True if a process is a PostgreSQL on these data: its working directory tells it from others. One that has ended, but
     * whose parent has not asked for it yet, is there and has no program any more.
     */
    private static boolean isServer(ProcessHandle process, Path data) {
        if (!process.info().command().map(c -> c.endsWith("/postgres")).orElse(false)) return false;
        Path directory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return !Files.exists(directory) || Files.isSameFile(directory, data);
        } catch (IOException e) {
            return false;
        }
    }

    private static void removeAll(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    String user() {
        return USER;
    }

    String password() {
        return password;
    }

    @Override
    public void close() throws IOException {
        closing = true;
        supervisor.interrupt();
        try {
            supervisor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        endLeftover(data);
    }
}
