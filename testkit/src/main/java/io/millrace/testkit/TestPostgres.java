package io.millrace.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL for tests: in a container where Docker runs, otherwise as a child process from embedded binaries. Keeps its
 * port and its data when it is stopped and started again.
 */
public final class TestPostgres implements AutoCloseable {
    private static final String USER = "postgres";
    private static final String PASSWORD = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static @Nullable TestPostgres shared;

    private final Server server;
    private final int port = FreePort.next();

    private TestPostgres() {
        server = DockerClientFactory.instance().isDockerAvailable() ? new Container(port) : new Child(port);
        server.start();
    }

    /** The one server that the tests of a JVM share; ends with the JVM. */
    public static synchronized TestPostgres shared() {
        if (shared == null) {
            var started = new TestPostgres();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "test-postgres"));
            shared = started;
        }
        return shared;
    }

    /** A server of one's own, to stop and start. */
    public static TestPostgres own() {
        return new TestPostgres();
    }

    /** Makes an empty database. @return its JDBC URL, user and password included */
    public String newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (var connection = DriverManager.getConnection(url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database for tests", e);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER + "&password=" + PASSWORD;
    }

    /** Ends the server; its data stay. */
    public void stop() {
        server.stop();
    }

    /** Starts it again and returns when it answers. */
    public void start() {
        server.start();
    }

    @Override
    public void close() {
        server.discard();
    }

    private interface Server {
        void start();

        void stop();

        void discard();
    }

    /** From embedded binaries, without syncing: nothing here has to survive a power cut. */
    private static final class Child implements Server {
        private final int port;
        private final Path data;
        private @Nullable EmbeddedPostgres running;

        Child(int port) {
            this.port = port;
            try {
                data = Files.createTempDirectory("millrace-test-postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void start() {
            try {
                running = EmbeddedPostgres.builder()
                        .setPort(port)
                        .setDataDirectory(data.resolve("data"))
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(START_LIMIT)
                        .setServerConfig("fsync", "off")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL can't be started", e);
            }
        }

        @Override
        public void stop() {
            var server = running;
            running = null;
            try {
                if (server != null) server.close();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL can't be stopped", e);
            }
        }

        @Override
        public void discard() {
            stop();
            try (var files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
            } catch (IOException | UncheckedIOException e) {
                // A server on its last legs holds files: the system removes what is temporary.
            }
        }
    }

    /** In a container whose port stays the same when it is started again. */
    private static final class Container implements Server {
        private final PostgreSQLContainer container;
        private boolean created;

        @SuppressWarnings("resource") // discarded with the server
        Container(int port) {
            container =
                    new PostgreSQLContainer("postgres:18").withUsername(USER).withPassword(PASSWORD);
            container.setPortBindings(List.of("127.0.0.1:" + port + ":" + PostgreSQLContainer.POSTGRESQL_PORT));
        }

        @Override
        public void start() {
            if (created)
                container
                        .getDockerClient()
                        .startContainerCmd(container.getContainerId())
                        .exec();
            else container.start();
            created = true;
            Eventually.holds(
                    START_LIMIT,
                    () -> DriverManager.getConnection(container.getJdbcUrl(), USER, PASSWORD)
                            .close());
        }

        @Override
        public void stop() {
            container
                    .getDockerClient()
                    .stopContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void discard() {
            container.stop();
        }
    }
}
