package io.millrace.kit.service;

import io.millrace.kit.http.DoorSettings;
import io.millrace.kit.http.HttpDoor;
import io.millrace.kit.http.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a service is reached: through the gateway of its own process, to which it makes itself known, and through a port of
 * its own if it is given one.
 */
public final class ServiceDoor implements AutoCloseable {
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(65);
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration TRANSFER_TIMEOUT = Duration.ofMinutes(2);
    private static final int MAX_CONNECTIONS = 10_000;
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(20);

    private final String name;
    private final Platform platform;
    private final @Nullable HttpDoor door;

    private ServiceDoor(String name, Platform platform, @Nullable HttpDoor door) {
        this.name = name;
        this.platform = platform;
        this.door = door;
    }

    /**
     * Opens a service to requests.
     *
     * @param port 0 for none of its own
     * @throws IOException if the port can't be bound
     */
    public static ServiceDoor open(
            String name, String host, int port, HttpHandler handler, HealthCheck health, Platform platform)
            throws IOException {
        platform.services().enter(new LocalServices.Local(name, handler, health));
        if (port == 0) return new ServiceDoor(name, platform, null);
        var pages = new StatusPages(platform);
        HttpHandler root = exchange ->
                exchange.path().startsWith(StatusPages.PREFIX) ? pages.open(exchange) : handler.open(exchange);
        var settings = new DoorSettings(
                host, port, false, IDLE_TIMEOUT, HEAD_TIMEOUT, TRANSFER_TIMEOUT, MAX_CONNECTIONS, DRAIN_TIMEOUT);
        return new ServiceDoor(name, platform, HttpDoor.open(settings, platform.loops(), root, null));
    }

    @Override
    public void close() {
        if (door != null) door.close();
        platform.services().leave(name);
    }
}
