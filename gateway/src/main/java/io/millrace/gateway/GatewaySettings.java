package io.millrace.gateway;

import io.millrace.gateway.console.ConsoleSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the gateway.
 *
 * @param host the address to bind; anything but loopback needs {@code millrace.identity.mode=strict}
 * @param port for clear text and TLS alike
 * @param tlsOnly true to refuse clear text
 * @param tlsDirectory where certificate and keys are, made there at the first start; null for no TLS
 * @param certificateNames further host names and addresses that the certificate we make is good for
 * @param services where each service is that does not live in this process, by its name
 * @param idleTimeout how long a connection may be silent
 * @param headTimeout how long the head of a request may take
 * @param transferTimeout how long the body of a request may take, and an answer until the client has taken it
 * @param maxConnections how many connections may be open
 * @param drainTimeout how long a shutdown waits for requests in flight
 * @param console the console and the admin API behind it
 */
@ConfigurationProperties(prefix = "millrace.gateway", ignoreUnknownFields = false)
public record GatewaySettings(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("4577") int port,
        @DefaultValue("false") boolean tlsOnly,
        @Nullable Path tlsDirectory,
        @DefaultValue List<String> certificateNames,
        @DefaultValue Map<String, URI> services,
        @DefaultValue("65s") Duration idleTimeout,
        @DefaultValue("20s") Duration headTimeout,
        @DefaultValue("2m") Duration transferTimeout,
        @DefaultValue("10000") int maxConnections,
        @DefaultValue("20s") Duration drainTimeout,
        @DefaultValue ConsoleSettings console) {}
