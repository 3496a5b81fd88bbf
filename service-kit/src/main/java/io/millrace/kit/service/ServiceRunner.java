package io.millrace.kit.service;

import io.millrace.kit.database.Migrations;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts services. A service finds its defaults in {@code millrace-<name>.yml}, what a user sets in {@code millrace.yml}
 * of the working directory, in system properties and in the environment, and last, strongest, what a launcher says.
 */
public final class ServiceRunner {
    private ServiceRunner() {}

    /**
     * Starts one service and returns when it is ready.
     *
     * @param overrides settings that win over all others
     */
    public static ConfigurableApplicationContext start(
            MillraceService service, Platform platform, Map<String, Object> overrides) {
        var application = new SpringApplication(service.configuration());
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(
                Map.of("spring.config.name", "millrace-kit,millrace-" + service.name() + ",millrace"));
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) context -> {
            var environment = context.getEnvironment();
            environment.getPropertySources().addFirst(new MapPropertySource("launcher", Map.copyOf(overrides)));
            KnownSettings.check(environment);
            context.getBeanFactory().registerSingleton("platform", platform);
            if (service.usesDatabase(environment)) Migrations.run(environment, "identity", "audit", service.name());
        });
        return application.run();
    }

    /** Runs one service as its own process, until the process is told to end. */
    public static void runAlone(MillraceService service) {
        var platform = Platform.create();
        var context = start(service, platform, Map.of());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            context.close();
                            platform.close();
                        },
                        "shutdown"));
        untilKilled();
    }

    /** Keeps the process alive: all threads that work are daemons, so that a failed start can end. */
    public static void untilKilled() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
