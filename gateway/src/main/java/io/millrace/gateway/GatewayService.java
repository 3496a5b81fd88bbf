package io.millrace.gateway;

import io.millrace.kit.service.MillraceService;
import io.millrace.kit.service.ServiceRunner;
import org.springframework.core.env.PropertyResolver;

/** The gateway, on its own or beside the services. */
public final class GatewayService implements MillraceService {
    static final String CONSOLE_ENABLED = "millrace.gateway.console.enabled";

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Class<?> configuration() {
        return GatewayConfiguration.class;
    }

    @Override
    public boolean usesDatabase() {
        return true;
    }

    @Override
    public boolean usesDatabase(PropertyResolver settings) {
        return settings.getProperty(CONSOLE_ENABLED, Boolean.class, true);
    }

    public static void main(String[] arguments) {
        ServiceRunner.runAlone(new GatewayService());
    }
}
