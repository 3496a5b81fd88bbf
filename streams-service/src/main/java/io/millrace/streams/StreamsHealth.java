package io.millrace.streams;

import io.millrace.kit.database.DatabaseHealth;
import io.millrace.kit.service.HealthCheck;
import io.millrace.log.RecordLog;
import java.util.LinkedHashMap;

/** Puts and gets need the log only; without the database the service is degraded, not down. */
final class StreamsHealth implements HealthCheck {
    private final DatabaseHealth database;
    private final RecordLog log;

    StreamsHealth(DatabaseHealth database, RecordLog log) {
        this.database = database;
        this.log = log;
    }

    @Override
    public Health health() {
        var parts = new LinkedHashMap<String, String>();
        boolean databaseUp = database.up();
        parts.put("database", databaseUp ? "UP" : "DOWN: control operations fail until it is back");
        var stats = log.stats();
        parts.put("log", stats.corruptBlocks() == 0 ? "UP" : stats.corruptBlocks() + " damaged blocks met");
        return new Health(databaseUp ? Status.UP : Status.DEGRADED, parts);
    }
}
