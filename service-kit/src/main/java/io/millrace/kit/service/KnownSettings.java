package io.millrace.kit.service;

import java.util.List;
import java.util.TreeSet;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Ends the start when a setting under {@code millrace.} belongs to nobody: a misspelt setting would otherwise be ignored
 * in silence. Each group checks its own keys; this is about groups.
 */
final class KnownSettings {
    private static final List<String> GROUPS = List.of(
            "millrace.account",
            "millrace.analytics",
            "millrace.audit",
            "millrace.data",
            "millrace.database",
            "millrace.firehose",
            "millrace.gateway",
            "millrace.identity",
            "millrace.region",
            "millrace.streams",
            "millrace.video");

    private KnownSettings() {}

    static void check(ConfigurableEnvironment environment) {
        var unknown = new TreeSet<String>();
        for (var source : environment.getPropertySources()) {
            // Environment variables carry no dots, so MILLRACE_JAVA_OPTS of the launcher can't be told from a setting.
            if (!(source instanceof EnumerablePropertySource<?> listed)
                    || source.getName().equals("systemEnvironment")) continue;
            for (String name : listed.getPropertyNames())
                if (name.startsWith("millrace.") && GROUPS.stream().noneMatch(group -> within(group, name)))
                    unknown.add(name);
        }
        if (!unknown.isEmpty()) throw new IllegalArgumentException("unknown settings: " + String.join(", ", unknown));
    }

    private static boolean within(String group, String name) {
        var parent = ConfigurationPropertyName.of(group);
        var candidate = ConfigurationPropertyName.adapt(name, '.');
        return parent.equals(candidate) || parent.isAncestorOf(candidate);
    }
}
