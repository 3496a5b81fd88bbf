package io.millrace.streams.settings;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.kit.service.EffectiveSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** Tells the settings that this service goes by, and where each comes from; never a secret. Not an operation of AWS. */
public final class DescribeSettings implements Operation<DescribeSettings.Input, DescribeSettings.Output> {
    private static final List<String> OUTSIDE_GROUPS = List.of("millrace.account", "millrace.region");

    private final ConfigurableApplicationContext context;

    public DescribeSettings(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public record Input() {}

    public record Output(String service, List<Setting> settings) {}

    /**
     * A setting in force.
     *
     * @param value empty if it has none, {@code (set)} if it is secret
     * @param source {@code DEFAULT}, {@code ENVIRONMENT}, {@code FILE}, or {@code COMMAND_LINE}: a system property or an
     *     option of the launcher
     */
    public record Setting(
            String name, String value, @Nullable String defaultValue, String source) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var settings = EffectiveSettings.of(context, OUTSIDE_GROUPS).stream()
                .map(one -> new Setting(
                        one.name(),
                        one.value(),
                        one.defaultValue(),
                        one.source().name()))
                .toList();
        return new Output("streams", settings);
    }
}
