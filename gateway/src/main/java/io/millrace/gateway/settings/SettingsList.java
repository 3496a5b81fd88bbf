package io.millrace.gateway.settings;

import io.millrace.gateway.console.Answer;
import io.millrace.gateway.console.Json;
import io.millrace.gateway.console.Role;
import io.millrace.gateway.console.Route;
import io.netty.handler.codec.http.HttpMethod;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/** {@code GET /console/api/settings}: every setting, where it comes from, and what it would be otherwise. No secrets. */
public final class SettingsList {
    private static final Pattern SECRET = Pattern.compile(".*(secret|password|master-key|credential)(?!.*-file$).*");
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(password=)[^&]*|(//[^/@:]*:)[^@/]*(?=@)");
    private static final String HIDDEN = "(set)";

    private final ConfigurableEnvironment environment;
    private final List<Class<? extends Record>> groups;

    /** @param groups records of settings, each with its prefix */
    public SettingsList(ConfigurableEnvironment environment, List<Class<? extends Record>> groups) {
        this.environment = environment;
        this.groups = groups;
    }

    public List<Route> routes() {
        return List.of(Route.of(
                HttpMethod.GET,
                "settings",
                Role.ADMIN,
                call -> Answer.ok(Json.object("service", "gateway", "settings", list()))));
    }

    private List<Object> list() {
        var list = new ArrayList<Object>();
        add("millrace.region", null, list);
        add("millrace.account", null, list);
        for (var group : groups)
            collect(group.getAnnotation(ConfigurationProperties.class).prefix(), group, list);
        return list;
    }

    private void collect(String prefix, Class<?> group, List<Object> list) {
        RecordComponent[] components = group.getRecordComponents();
        var parameters = group.getDeclaredConstructors()[0].getParameters();
        for (int i = 0; i < components.length; i++) {
            String name = prefix + "."
                    + components[i].getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            var type = components[i].getType();
            var given = parameters[i].getAnnotation(DefaultValue.class);
            if (type.isRecord()) collect(name, type, list);
            else if (Map.class.isAssignableFrom(type) || List.class.isAssignableFrom(type)) addAllBelow(name, list);
            else add(name, given == null ? null : String.join(",", given.value()), list);
        }
    }

    private void add(String name, @Nullable String defaultValue, List<Object> list) {
        var property = ConfigurationPropertyName.of(name);
        for (var source : ConfigurationPropertySources.get(environment)) {
            var found = source.getConfigurationProperty(property);
            if (found == null) continue;
            String origin = origin(source);
            String value = environment.resolvePlaceholders(String.valueOf(found.getValue()));
            String fallback = defaultValue == null && origin.equals("DEFAULT") ? value : defaultValue;
            list.add(row(name, shown(name, value), fallback, origin));
            return;
        }
        list.add(row(name, defaultValue, defaultValue, "DEFAULT"));
    }

    private void addAllBelow(String name, List<Object> list) {
        var parent = ConfigurationPropertyName.of(name);
        var found = new TreeMap<String, Object>();
        for (var source : ConfigurationPropertySources.get(environment))
            if (source instanceof IterableConfigurationPropertySource listed)
                for (var each : listed) {
                    if (!parent.equals(each) && !parent.isAncestorOf(each)) continue;
                    var property = source.getConfigurationProperty(each);
                    if (property != null)
                        found.putIfAbsent(
                                each.toString(),
                                row(
                                        each.toString(),
                                        shown(each.toString(), String.valueOf(property.getValue())),
                                        null,
                                        origin(source)));
                }
        if (found.isEmpty()) list.add(row(name, null, null, "DEFAULT"));
        else list.addAll(found.values());
    }

    private static Object row(String name, @Nullable String value, @Nullable String defaultValue, String source) {
        return Json.object("name", name, "value", value, "defaultValue", defaultValue, "source", source);
    }

    private static String shown(String name, String value) {
        if (SECRET.matcher(name).matches()) return value.isEmpty() ? "" : HIDDEN;
        return PASSWORD_IN_URL.matcher(value).replaceAll(found -> {
            String kept = found.group(1) != null ? found.group(1) : found.group(2);
            return kept + "(set)";
        });
    }

    private static String origin(ConfigurationPropertySource source) {
        String name = source.getUnderlyingSource() instanceof PropertySource<?> named ? named.getName() : "";
        if (name.equals("launcher") || name.equals("systemProperties") || name.equals("commandLineArgs"))
            return "COMMAND_LINE";
        if (name.equals("systemEnvironment")) return "ENVIRONMENT";
        boolean ours = name.contains("millrace-kit.yml") || name.contains("millrace-gateway.yml");
        return name.startsWith("Config resource") && !ours ? "FILE" : "DEFAULT";
    }
}
