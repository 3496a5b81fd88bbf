package io.millrace.kit.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/** Knows whether the database answers, asked every few seconds by a thread of its own: health must never wait for it. */
public final class DatabaseHealth implements AutoCloseable {
    private static final long PERIOD_NANOS = 2_000_000_000L;

    private final HikariDataSource dataSource;
    private final Thread thread;
    private volatile boolean up = true;
    private volatile boolean closed;

    DatabaseHealth(HikariDataSource dataSource) {
        this.dataSource = dataSource;
        this.thread = Thread.ofVirtual().name("database-health").start(this::watch);
    }

    public boolean up() {
        return up;
    }

    private void watch() {
        while (!closed) {
            try (var connection = dataSource.getConnection()) {
                up = connection.isValid(2);
            } catch (SQLException e) {
                up = false;
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
