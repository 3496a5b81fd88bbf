package io.millrace.kit.service;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * The settings of a service as they are in force, and where each comes from. Which there are, and their defaults, is read
 * from the records of settings. What is secret is not among the values: it is said to be set, and no more.
 */
public final class EffectiveSettings {
    /** In the place of a secret. */
    private static final String HIDDEN = "(set)";

    private static final Pattern SECRET = Pattern.compile("secret|password|passphrase|master-?key|credential|token");
    /** Where a secret lies is none. */
    private static final Pattern PLACE = Pattern.compile(".*-?file");

    /** Names and passwords in addresses: before the host, or among the parameters. */
    private static final Pattern USER_IN_ADDRESS = Pattern.compile("(?<=//)[^/@\\s]+@");

    private static final Pattern PASSWORD_IN_ADDRESS = Pattern.compile("(?i)(password|secret)=[^&;\\s]*");

    private EffectiveSettings() {}

    /** Where a value comes from. */
    public enum Source {
        /** Nobody set it. */
        DEFAULT,
        /** An environment variable. */
        ENVIRONMENT,
        /** A file, {@code millrace.yml} as a rule. */
        FILE,
        /** A system property, or the launcher with what its options ask for. */
        COMMAND_LINE
    }

    /**
     * A setting in force.
     *
     * @param value as text; empty if it has none, {@code (set)} if it is secret
     * @param defaultValue what it is if nobody sets it, or null if that is nothing
     */
    public record Setting(
            String name, String value, @Nullable String defaultValue, Source source) {}

    /**
     * The settings of a service, by name.
     *
     * @param context of the service: its groups of settings are among its beans
     * @param names of settings that stand in no group
     */
    public static List<Setting> of(ConfigurableApplicationContext context, List<String> names) {
        var environment = context.getEnvironment();
        var settings = new ArrayList<Setting>();
        for (var name : names) settings.add(setting(environment, name, null));
        for (var group :
                context.getBeansWithAnnotation(ConfigurationProperties.class).values()) {
            var annotation = group.getClass().getAnnotation(ConfigurationProperties.class);
            if (annotation == null || !group.getClass().isRecord()) continue;
            String prefix = annotation.prefix().isEmpty() ? annotation.value() : annotation.prefix();
            collect(environment, prefix, group.getClass(), settings);
        }
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    private static void collect(
            ConfigurableEnvironment environment, String prefix, Class<?> group, List<Setting> settings) {
        var components = group.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            var component = components[i];
            String name = prefix + "." + dashed(component);
            if (component.getType().isRecord()) collect(environment, name, component.getType(), settings);
            else if (Map.class.isAssignableFrom(component.getType()))
                for (var entry : entries(environment, name)) settings.add(setting(environment, entry, null));
            else settings.add(setting(environment, name, defaultOf(group, i)));
        }
    }

    private static String dashed(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The annotation goes to the parameters of the record's own constructor, which has one for each component. */
    private static @Nullable String defaultOf(Class<?> group, int component) {
        int components = group.getRecordComponents().length;
        for (var constructor : group.getDeclaredConstructors()) {
            if (constructor.getParameterCount() != components) continue;
            var annotation = constructor.getParameters()[component].getAnnotation(DefaultValue.class);
            if (annotation != null && annotation.value().length > 0) return String.join(",", annotation.value());
        }
        return null;
    }

    /** The names of all that is set below a name. */
    private static Iterable<String> entries(ConfigurableEnvironment environment, String name) {
        var parent = ConfigurationPropertyName.of(name);
        var found = new TreeSet<String>();
        for (var source : ConfigurationPropertySources.get(environment))
            if (source instanceof IterableConfigurationPropertySource listed)
                listed.stream().filter(parent::isAncestorOf).forEach(entry -> found.add(entry.toString()));
        return found;
    }

    private static Setting setting(ConfigurableEnvironment environment, String name, @Nullable String defaultValue) {
        var key = ConfigurationPropertyName.of(name);
        for (var source : ConfigurationPropertySources.get(environment)) {
            var property = source.getConfigurationProperty(key);
            if (property == null) continue;
            String value = environment.resolvePlaceholders(String.valueOf(property.getValue()));
            var from = sourceOf(source.getUnderlyingSource());
            return from == Source.DEFAULT
                    ? new Setting(name, shown(name, value), shown(name, value), from)
                    : new Setting(name, shown(name, value), defaultValue, from);
        }
        return new Setting(name, defaultValue == null ? "" : defaultValue, defaultValue, Source.DEFAULT);
    }

    private static String shown(String name, String value) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (value.isEmpty()) return value;
        if (SECRET.matcher(last).find() && !PLACE.matcher(last).matches()) return HIDDEN;
        String withoutUser = USER_IN_ADDRESS.matcher(value).replaceAll(HIDDEN + "@");
        return PASSWORD_IN_ADDRESS.matcher(withoutUser).replaceAll("$1=" + HIDDEN);
    }

    private static Source sourceOf(@Nullable Object underlying) {
        String name = underlying instanceof PropertySource<?> source ? source.getName() : "";
        if (name.contains("systemEnvironment")) return Source.ENVIRONMENT;
        if (name.contains("class path resource") || name.equals("defaultProperties")) return Source.DEFAULT;
        return name.contains("Config resource") ? Source.FILE : Source.COMMAND_LINE;
    }
}
