package io.millrace.gateway;

import io.millrace.kit.service.MillraceService;
import io.millrace.kit.service.ServiceRunner;

/** The gateway, on its own or beside the services. */
public final class GatewayService implements MillraceService {
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
        return false;
    }

    public static void main(String[] arguments) {
        ServiceRunner.runAlone(new GatewayService());
    }
}
