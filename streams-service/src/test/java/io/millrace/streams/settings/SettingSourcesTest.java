package io.millrace.streams.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kit.service.EffectiveSettings;
import io.millrace.kit.service.EffectiveSettings.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Where a setting comes from is told as a user would say it. */
class SettingSourcesTest {
    @Test
    void theStrongestSourceIsNamed() {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        sources.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        sources.addLast(new MapPropertySource("systemProperties", Map.of("millrace.account", "1")));
        sources.addLast(new SystemEnvironmentPropertySource(
                "systemEnvironment", Map.of("MILLRACE_ACCOUNT", "2", "MILLRACE_STREAMS_LOG_CHECK_RATE", "1MB")));
        sources.addLast(new MapPropertySource(
                "Config resource 'file [millrace.yml]' via location 'optional:file:./'",
                Map.of("millrace.streams.log.queue-size", "3MB")));
        sources.addLast(new MapPropertySource(
                "Config resource 'class path resource [millrace-kit.yml]' via location 'optional:classpath:/'",
                Map.of("millrace.account", "4", "millrace.region", "us-east-1")));

        assertThat(source(environment, "millrace.account")).isEqualTo(Source.COMMAND_LINE);
        assertThat(source(environment, "millrace.streams.log.check-rate")).isEqualTo(Source.ENVIRONMENT);
        assertThat(source(environment, "millrace.streams.log.queue-size")).isEqualTo(Source.FILE);
        assertThat(source(environment, "millrace.region")).isEqualTo(Source.DEFAULT);
        assertThat(source(environment, "millrace.absent")).isEqualTo(Source.DEFAULT);
    }

    private static Source source(StandardEnvironment environment, String name) {
        var context = new GenericApplicationContext();
        context.setEnvironment(environment);
        context.refresh();
        return EffectiveSettings.of(context, List.of(name)).getFirst().source();
    }
}
