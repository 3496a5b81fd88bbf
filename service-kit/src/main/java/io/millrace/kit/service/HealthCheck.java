package io.millrace.kit.service;

import java.util.LinkedHashMap;
import java.util.Map;

/** Says how a service is, at once and without waiting for anything. */
public interface HealthCheck {
    Health health();

    /** How much of a service works. */
    enum Status {
        /** All of it. */
        UP,
        /** Its data path; control operations may fail, for example while the database is away. */
        DEGRADED,
        /** Nothing a client could use. */
        DOWN
    }

    /** @param parts what the status is made of, by name, in words for an operator */
    record Health(Status status, Map<String, String> parts) {
        public Health {
            parts = new LinkedHashMap<>(parts);
        }
    }
}
