package io.millrace.streams.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.streams.StreamsConfiguration;
import io.millrace.streams.StreamsRig;
import io.millrace.testkit.ServiceRig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings in force can be seen, and no secret among them. */
class DescribeSettingsTest {
    private static final String PROPERTY = "millrace.streams.transition-delay";
    private static final StreamsRig rig = StreamsRig.start(Map.of(
            PROPERTY,
            "35ms",
            "millrace.streams.limits.streams[000000000000/orders]",
            "aws",
            "millrace.streams.log.tier.bucket",
            "old-segments",
            "millrace.streams.log.tier.endpoint",
            "http://user:hunter2@127.0.0.1:1",
            "millrace.streams.log.tier.access-key-id",
            "tier-key",
            "millrace.streams.log.tier.secret-access-key",
            "tier-secret"));

    @AfterAll
    static void end() {
        rig.close();
    }

    private static String answer() throws Exception {
        var answer = rig.http().json(StreamsConfiguration.OWN_TARGET_PREFIX + ".DescribeSettings", "{}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }

    private static Map<String, JsonNode> settings() throws Exception {
        var settings = new HashMap<String, JsonNode>();
        for (var setting : new JsonMapper().readTree(answer()).get("Settings"))
            settings.put(setting.get("Name").asString(), setting);
        return settings;
    }

    private static JsonNode named(Map<String, JsonNode> settings, String name) {
        return Objects.requireNonNull(settings.get(name), name);
    }

    @Test
    void whatWasSetIsToldWithItsDefaultAndWhatWasNotWithNothingElse() throws Exception {
        var settings = settings();

        var set = named(settings, PROPERTY);
        assertThat(set.get("Value").asString()).isEqualTo("35ms");
        assertThat(set.get("DefaultValue").asString()).isEqualTo("200ms");
        assertThat(set.get("Source").asString()).isEqualTo("COMMAND_LINE");
        var untouched = named(settings, "millrace.streams.log.tail-cache-size");
        assertThat(untouched.get("Value").asString()).isEqualTo("256MB");
        assertThat(untouched.get("Source").asString()).isEqualTo("DEFAULT");
        var own = named(settings, "millrace.streams.limits.streams[000000000000/orders]");
        assertThat(own.get("Value").asString()).isEqualTo("aws");
        var without = named(settings, "millrace.streams.limits.profile");
        assertThat(without.get("Value").asString()).isEqualTo("unlimited");
        assertThat(settings)
                .containsKeys("millrace.region", "millrace.database.url", "millrace.identity.mode")
                .doesNotContainKey("spring.config.name");
    }

    @Test
    void settingsComeInTheOrderOfTheirNames() throws Exception {
        var names = new ArrayList<String>();
        for (var setting : new JsonMapper().readTree(answer()).get("Settings"))
            names.add(setting.get("Name").asString());

        assertThat(names).isSorted().doesNotHaveDuplicates();
        assertThat(new JsonMapper().readTree(answer()).get("Service").asString())
                .isEqualTo("streams");
    }

    @Test
    void secretsAreNotAmongThem() throws Exception {
        String text = answer();

        assertThat(text).doesNotContain("tier-secret", "hunter2", ServiceRig.ROOT.secret(), "MDEyMzQ1Njc4OWFi");
        assertThat(text).contains("http://(set)@127.0.0.1:1");
        for (String secret : new String[] {
            "millrace.streams.log.tier.secret-access-key",
            "millrace.identity.master-key",
            "millrace.identity.root-secret-access-key"
        }) {
            var setting = named(settings(), secret);
            assertThat(setting.get("Value").asString()).isEqualTo("(set)");
        }
    }
}
