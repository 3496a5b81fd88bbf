package io.millrace.kit.service;

import io.millrace.kit.http.HttpHandler;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The services that live in this process, so that the gateway hands requests over without a second socket. A service
 * enters itself when it is ready and leaves before it closes.
 */
public final class LocalServices {
    /**
     * A service in this process.
     *
     * @param handler takes its requests
     * @param health how it is now
     */
    public record Local(String name, HttpHandler handler, HealthCheck health) {}

    private final Map<String, Local> byName = new ConcurrentSkipListMap<>();

    public void enter(Local service) {
        byName.put(service.name(), service);
    }

    public void leave(String name) {
        byName.remove(name);
    }

    public Optional<Local> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<Local> all() {
        return byName.values();
    }
}
