package io.millrace.gateway;

import io.millrace.gateway.console.Console;
import io.millrace.kit.credentials.IdentitySettings;
import io.millrace.kit.http.DoorSettings;
import io.millrace.kit.http.HttpDoor;
import io.millrace.kit.service.Platform;
import io.millrace.kit.service.StatusPages;
import java.io.IOException;
import java.util.HashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The gateway's parts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
@Import(ConsoleConfiguration.class)
public class GatewayConfiguration {
    @Bean(destroyMethod = "close")
    HttpDoor gatewayDoor(
            GatewaySettings settings,
            Platform platform,
            ObjectProvider<Console> console,
            @Value("${millrace.identity.mode:strict}") IdentitySettings.Mode identityMode)
            throws IOException {
        IdentitySettings.checkListening(identityMode, settings.host());
        if (settings.tlsOnly() && settings.tlsDirectory() == null)
            throw new IllegalArgumentException("millrace.gateway.tls-only needs millrace.gateway.tls-directory");
        var remote = new HashMap<String, UpstreamProxy>();
        settings.services().forEach((name, uri) -> remote.put(name, new UpstreamProxy(uri, platform.loops())));
        var gateway = new Gateway(platform.services(), remote, new StatusPages(platform), console.getIfAvailable());
        var tls = settings.tlsDirectory() == null
                ? null
                : new Certificates(settings.tlsDirectory(), settings.certificateNames()).tls();
        var door = new DoorSettings(
                settings.host(),
                settings.port(),
                settings.tlsOnly(),
                settings.idleTimeout(),
                settings.headTimeout(),
                settings.transferTimeout(),
                settings.maxConnections(),
                settings.drainTimeout());
        return HttpDoor.open(door, platform.loops(), gateway, tls);
    }
}
