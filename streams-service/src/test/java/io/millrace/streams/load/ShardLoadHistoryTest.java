package io.millrace.streams.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.streams.StreamsConfiguration;
import io.millrace.streams.StreamsRig;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a shard bore within the last hour can be seen, where it lies, and where it came from. */
class ShardLoadHistoryTest {
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

    /** The next minute begins now. */
    private void startOfAMinute() {
        long into = rig.service().clock().millis() % 60_000;
        rig.advance(Duration.ofMillis(60_000 - into));
        sampling.sample();
    }

    private void secondsPass(int seconds) {
        rig.advance(Duration.ofSeconds(seconds));
        sampling.sample();
    }

    private static void put(String stream, int records) {
        for (int left = records; left > 0; left -= 500) {
            List<PutRecordsRequestEntry> entries =
                    Collections.nCopies(Math.min(left, 500), StreamsRig.entry("k", "0123456789"));
            rig.client().putRecords(r -> r.streamName(stream).records(entries));
        }
    }

    @Test
    void eachMinuteOfTheLastHourHasItsAverageWhateverTheSamplesWere() throws Exception {
        String stream = rig.stream(1);
        startOfAMinute();
        put(stream, 3000);
        secondsPass(20);
        secondsPass(20);
        secondsPass(20);
        secondsPass(60);
        put(stream, 6000);
        secondsPass(120);

        assertThat(history(stream)).containsExactly(new double[] {0.05, 0, 0.05, 0.05}, within(1e-6));
        assertThat(describe(stream, false).get("PeakWriteUtilization").asDouble())
                .isCloseTo(0.05, within(1e-6));
        assertThat(describe(stream, false).has("WriteUtilizationHistory")).isFalse();
    }

    @Test
    void theRunningMinuteIsNotInTheHistoryButCountsForThePeak() throws Exception {
        String stream = rig.stream(1);
        startOfAMinute();
        put(stream, 3000);
        secondsPass(30);

        assertThat(history(stream)).isEmpty();
        assertThat(describe(stream, false).get("PeakWriteUtilization").asDouble())
                .isCloseTo(0.05, within(1e-6));
    }

    @Test
    void whatIsOlderThanAnHourIsForgotten() throws Exception {
        String stream = rig.stream(1);
        startOfAMinute();
        put(stream, 600);
        secondsPass(60);
        for (int minute = 0; minute < 59; minute++) secondsPass(60);
        assertThat(history(stream)).hasSize(60).startsWith(0.01f);

        secondsPass(60);
        secondsPass(60);
        assertThat(history(stream)).isEmpty();
        assertThat(describe(stream, false).get("PeakWriteUtilization").asDouble())
                .isZero();
    }

    @Test
    void aShardTellsWhereItsHashKeysAreAndWhatItWasSplitFrom() throws Exception {
        String stream = rig.stream(1);
        BigInteger half = BigInteger.TWO.pow(127);
        rig.client()
                .splitShard(r ->
                        r.streamName(stream).shardToSplit(StreamsRig.shardId(0)).newStartingHashKey(half.toString()));
        rig.awaitActive(stream);
        rig.client()
                .mergeShards(r -> r.streamName(stream)
                        .shardToMerge(StreamsRig.shardId(1))
                        .adjacentShardToMerge(StreamsRig.shardId(2)));
        rig.awaitActive(stream);

        var merged = describe(stream, false);

        assertThat(merged.get("ShardId").asString()).isEqualTo(StreamsRig.shardId(3));
        assertThat(merged.get("StartingHashKey").asString()).isEqualTo("0");
        assertThat(merged.get("EndingHashKey").asString())
                .isEqualTo(BigInteger.TWO.pow(128).subtract(BigInteger.ONE).toString());
        assertThat(merged.get("ParentShardId").asString()).isEqualTo(StreamsRig.shardId(1));
        assertThat(merged.get("AdjacentParentShardId").asString()).isEqualTo(StreamsRig.shardId(2));
    }

    @Test
    void aBusyKeyTellsItsHashKey() throws Exception {
        String stream = rig.stream(1);
        put(stream, 1000);

        var key = describe(stream, false).get("BusiestKeys").get(0);

        assertThat(key.get("PartitionKey").asString()).isEqualTo("k");
        byte[] md5 = MessageDigest.getInstance("MD5").digest("k".getBytes(StandardCharsets.UTF_8));
        assertThat(key.get("HashKey").asString()).isEqualTo(new BigInteger(1, md5).toString());
    }

    private static double[] history(String stream) throws Exception {
        var list = new ArrayList<Double>();
        for (var minute : describe(stream, true).get("WriteUtilizationHistory")) list.add(minute.asDouble());
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static JsonNode describe(String stream, boolean history) throws Exception {
        var answer = rig.http()
                .json(
                        StreamsConfiguration.OWN_TARGET_PREFIX + ".DescribeShardLoad",
                        "{\"StreamName\":\"" + stream + "\",\"IncludeHistory\":" + history + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return new JsonMapper().readTree(answer.text()).get("Shards").get(0);
    }
}
