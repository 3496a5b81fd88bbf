package io.millrace.kit.http;

import java.time.Duration;

/**
 * Where and how a door listens.
 *
 * @param host the address to bind, for example {@code 127.0.0.1}
 * @param port 0 for any free one
 * @param tlsOnly true to refuse clear text
 * @param idleTimeout how long a connection may be silent while we wait for a request, or for the rest of one
 * @param headTimeout how long the head of a request may take from its first byte on
 * @param transferTimeout how long the body of a request may take, and an answer until the client has taken it
 * @param maxConnections further ones are closed at once
 * @param drainTimeout how long closing waits for requests in flight
 */
public record DoorSettings(
        String host,
        int port,
        boolean tlsOnly,
        Duration idleTimeout,
        Duration headTimeout,
        Duration transferTimeout,
        int maxConnections,
        Duration drainTimeout) {}
