package io.millrace.streams.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.streams.StreamsConfiguration;
import io.millrace.streams.StreamsRig;
import io.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.MetricsName;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hot shard, and the key that makes it hot, can be seen. */
class ShardLoadTest {
    private static final StreamsRig rig = StreamsRig.start(Map.of("millrace.streams.load-sample", "1d"));

    private final LoadSampling sampling = rig.service().bean(LoadSampling.class);

    @BeforeAll
    static void stopTheClock() {
        rig.service().clock().stop();
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    @Test
    void theBusiestShardComesFirstWithItsBusiestKeys() throws Exception {
        String stream = rig.stream(4);
        sampling.sample();
        for (int call = 0; call < 10; call++) {
            var entries = new ArrayList<PutRecordsRequestEntry>();
            for (int i = 0; i < 500; i++)
                entries.add(StreamsRig.entry(i % 2 == 0 ? "celebrity" : "key-" + call + "-" + i, "0123456789"));
            rig.client().putRecords(r -> r.streamName(stream).records(entries));
        }
        rig.advance(Duration.ofSeconds(10));
        sampling.sample();

        var loads = describe(stream);
        var hottest = loads.get("Shards").get(0);
        assertThat(loads.get("LimitProfile").asString()).isEqualTo("UNLIMITED");
        assertThat(loads.get("OpenShardCount").asInt()).isEqualTo(4);
        assertThat(hottest.get("BusiestKeys").get(0).get("PartitionKey").asString())
                .isEqualTo("celebrity");
        assertThat(hottest.get("BusiestKeys").get(0).get("Share").asDouble()).isBetween(0.4, 1.0);
        double records = hottest.get("WrittenRecordsPerSecond").asDouble();
        assertThat(records).isGreaterThan(250);
        assertThat(hottest.get("WriteUtilization").asDouble()).isCloseTo(records / 1000, within(1e-9));
        double all = 0;
        for (var shard : loads.get("Shards"))
            all += shard.get("WrittenRecordsPerSecond").asDouble();
        assertThat(all).isCloseTo(500, within(1e-6));
        assertThat(metrics()).contains("millrace_streams_hottest_shard_utilization " + records / 1000);
    }

    @Test
    void metricsOfShardsAppearWhenTheyAreSwitchedOnAndGoWhenOff() {
        String stream = rig.stream(1);
        rig.put(stream, "k", "0123456789");
        rig.get(rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON));
        String prefix = "{account=\"000000000000\",shard=\"shardId-000000000000\",stream=\"" + stream + "\"} ";
        sampling.sample();
        assertThat(metrics()).doesNotContain(prefix);

        rig.client().enableEnhancedMonitoring(r -> r.streamName(stream).shardLevelMetrics(MetricsName.ALL));
        rig.awaitActive(stream);
        sampling.sample();
        assertThat(metrics())
                .contains("millrace_streams_shard_incoming_bytes_total" + prefix + "11.0")
                .contains("millrace_streams_shard_outgoing_records_total" + prefix + "1.0")
                .contains("millrace_streams_shard_iterator_age_milliseconds" + prefix);

        rig.client().disableEnhancedMonitoring(r -> r.streamName(stream).shardLevelMetrics(MetricsName.ALL));
        Eventually.holds(() -> {
            sampling.sample();
            assertThat(metrics()).doesNotContain(prefix);
        });
    }

    @Test
    void aStreamThatIsNotThereHasNoLoad() throws Exception {
        var answer = rig.http()
                .json(StreamsConfiguration.OWN_TARGET_PREFIX + ".DescribeShardLoad", "{\"StreamName\":\"absent\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("ResourceNotFoundException", "Stream absent under account");
    }

    private static JsonNode describe(String stream) throws Exception {
        var answer = rig.http()
                .json(
                        StreamsConfiguration.OWN_TARGET_PREFIX + ".DescribeShardLoad",
                        "{\"StreamName\":\"" + stream + "\"}");
        assertThat(answer.status()).isEqualTo(200);
        return new JsonMapper().readTree(answer.text());
    }

    private static String metrics() {
        return rig.service().platform().metrics().scrape();
    }
}
