package io.millrace.firehose;

import io.millrace.kit.database.DatabaseHealth;
import io.millrace.kit.service.HealthCheck;
import io.millrace.log.RecordLog;
import java.util.LinkedHashMap;

/** Records are accepted without the database, and wait for it before they are delivered: then it is degraded, not down. */
final class FirehoseHealth implements HealthCheck {
    private final DatabaseHealth database;
    private final RecordLog log;

    FirehoseHealth(DatabaseHealth database, RecordLog log) {
        this.database = database;
        this.log = log;
    }

    @Override
    public Health health() {
        var parts = new LinkedHashMap<String, String>();
        boolean up = database.up();
        parts.put("database", up ? "UP" : "DOWN: control operations fail and deliveries wait until it is back");
        var stats = log.stats();
        parts.put("log", stats.corruptBlocks() == 0 ? "UP" : stats.corruptBlocks() + " damaged blocks met");
        return new Health(up ? Status.UP : Status.DEGRADED, parts);
    }
}
