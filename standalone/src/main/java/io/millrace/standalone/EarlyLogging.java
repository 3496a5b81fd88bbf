package io.millrace.standalone;

import java.util.Map;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Makes log lines look like all later ones before the first service starts, which is when Spring would see to it. */
final class EarlyLogging {
    private EarlyLogging() {}

    static void begin() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("early", Map.of("logging.structured.format.console", "logstash")));
        var logging = LoggingSystem.get(EarlyLogging.class.getClassLoader());
        logging.beforeInitialize();
        new LoggingSystemProperties(environment).apply();
        logging.initialize(new LoggingInitializationContext(environment), null, null);
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        logging.setLogLevel("io.millrace", LogLevel.INFO);
    }
}
