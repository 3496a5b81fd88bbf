package io.millrace.streams.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.streams.StreamsConfiguration;
import io.millrace.streams.StreamsRig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All streams can be seen with what they bear, the busiest first, and the last hour of the node. */
class StreamLoadsTest {
    private static final StreamsRig rig = StreamsRig.start(Map.of(
            "millrace.streams.load-sample",
            "1d",
            "millrace.streams.limits.streams[000000000000/held-to-limits]",
            "aws"));

    private final LoadSampling sampling = rig.service().bean(LoadSampling.class);

    @BeforeAll
    static void stopTheClock() {
        rig.service().clock().stop();
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    @BeforeEach
    void anHourWithoutTraffic() {
        long into = rig.service().clock().millis() % 60_000;
        rig.advance(Duration.ofMinutes(61).minusMillis(into));
        sampling.sample();
    }

    private void secondsPass(int seconds) {
        rig.advance(Duration.ofSeconds(seconds));
        sampling.sample();
    }

    private static String stream(String name, int shards) {
        rig.client().createStream(r -> r.streamName(name).shardCount(shards));
        rig.awaitActive(name);
        return name;
    }

    private static void put(String stream, int records) {
        var entries = Collections.nCopies(records, StreamsRig.entry("k", "0123456789"));
        rig.client().putRecords(r -> r.streamName(stream).records(entries));
    }

    @Test
    void theBusiestStreamComesFirstWithWhatItBearsAndHasBorne() throws Exception {
        stream("busy-1", 1);
        stream("busy-2", 3);
        secondsPass(60);
        put("busy-1", 60);
        put("busy-2", 300);
        rig.get(rig.iterator("busy-1", 0, ShardIteratorType.TRIM_HORIZON));
        secondsPass(60);

        var answer = list("\"NameContains\":\"BUSY-\",\"SortBy\":\"WRITTEN_RECORDS\",\"Descending\":true");

        assertThat(names(answer)).containsExactly("busy-2", "busy-1");
        var busiest = answer.get("Streams").get(0);
        assertThat(busiest.get("WrittenRecordsPerSecond").asDouble()).isCloseTo(5, within(1e-6));
        assertThat(busiest.get("WrittenBytesPerSecond").asDouble()).isCloseTo(55, within(1e-6));
        assertThat(numbers(busiest.get("WrittenRecordsHistory"))).last().isEqualTo(5.0);
        assertThat(busiest.get("OpenShardCount").asInt()).isEqualTo(3);
        assertThat(busiest.get("StreamMode").asString()).isEqualTo("PROVISIONED");
        assertThat(busiest.get("RetentionPeriodHours").asInt()).isEqualTo(24);
        assertThat(busiest.get("ConsumerCount").asInt()).isZero();
        assertThat(busiest.get("LimitProfile").asString()).isEqualTo("UNLIMITED");
        assertThat(busiest.has("IteratorAgeMilliseconds")).isFalse();
        var read = answer.get("Streams").get(1);
        assertThat(read.get("ReadRecordsPerSecond").asDouble()).isCloseTo(1, within(1e-6));
        assertThat(read.get("IteratorAgeMilliseconds").asLong()).isZero();
        var totals = answer.get("Totals");
        assertThat(totals.get("WrittenRecordsPerSecond").asDouble()).isCloseTo(6, within(1e-6));
        assertThat(totals.get("ReadRecordsPerSecond").asDouble()).isCloseTo(1, within(1e-6));
        var history = answer.get("History");
        assertThat(numbers(history.get("WrittenRecordsPerSecond")))
                .hasSize(60)
                .last()
                .isEqualTo(6.0);
        assertThat(numbers(history.get("ReadRecordsPerSecond")))
                .hasSize(60)
                .last()
                .isEqualTo(1.0);
        assertThat(history.get("EndTimestamp").asDouble() * 1000)
                .isCloseTo((double) rig.service().clock().millis(), within(1.0));
    }

    @Test
    void pagesFollowEachOtherInTheOrderAskedFor() throws Exception {
        for (int i = 1; i <= 5; i++) stream("page-" + i, i);

        var first = list("\"NameContains\":\"page-\",\"SortBy\":\"SHARDS\",\"Descending\":true,\"Limit\":2");
        var second =
                list("\"NameContains\":\"page-\",\"SortBy\":\"SHARDS\",\"Descending\":true,\"Limit\":2,\"Offset\":2");
        var byName = list("\"NameContains\":\"page-\",\"Offset\":4");
        var behind = list("\"NameContains\":\"page-\",\"Offset\":5");

        assertThat(names(first)).containsExactly("page-5", "page-4");
        assertThat(names(second)).containsExactly("page-3", "page-2");
        assertThat(names(byName)).containsExactly("page-5");
        assertThat(names(behind)).isEmpty();
        assertThat(first.get("MatchingCount").asInt()).isEqualTo(5);
        assertThat(first.get("TotalCount").asInt()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void theStreamWhoseReaderIsFurthestBehindIsNamedUntilNobodyReadsIt() throws Exception {
        stream("late", 1);
        put("late", 2);
        rig.advance(Duration.ofSeconds(90));
        String iterator = rig.iterator("late", 0, ShardIteratorType.TRIM_HORIZON);
        rig.client().getRecords(r -> r.shardIterator(iterator).limit(1));

        var late = list("\"SortBy\":\"ITERATOR_AGE\",\"Descending\":true,\"Limit\":1");
        assertThat(names(late)).containsExactly("late");
        assertThat(late.get("Streams").get(0).get("IteratorAgeMilliseconds").asLong())
                .isEqualTo(90_000);
        assertThat(late.get("Totals").get("WorstIteratorAgeStream").asString()).isEqualTo("late");
        assertThat(late.get("Totals").get("WorstIteratorAgeMilliseconds").asLong())
                .isEqualTo(90_000);

        rig.advance(Duration.ofMinutes(6));
        assertThat(list("").get("Totals").has("WorstIteratorAgeStream")).isFalse();
    }

    @Test
    void whatWasRefusedWithinTheHourIsCounted() throws Exception {
        String stream = stream("held-to-limits", 1);
        for (int i = 0; i < 3; i++) put(stream, 500);
        secondsPass(60);
        for (int minute = 0; minute < 58; minute++) secondsPass(60);

        var refused = list("\"SortBy\":\"THROTTLES\",\"Descending\":true,\"Limit\":1");
        assertThat(names(refused)).containsExactly(stream);
        assertThat(refused.get("Streams").get(0).get("ThrottledWrites").asLong())
                .isEqualTo(500);
        assertThat(refused.get("Streams").get(0).get("LimitProfile").asString()).isEqualTo("AWS");
        assertThat(refused.get("Totals").get("ThrottledWrites").asLong()).isEqualTo(500);
        assertThat(numbers(refused.get("History").get("Throttles"))).contains(500.0);

        secondsPass(60);
        secondsPass(60);
        assertThat(list("").get("Totals").get("ThrottledWrites").asLong()).isZero();
    }

    @Test
    void anOrderThatIsNotThereIsRefusedInTheUsualWords() throws Exception {
        var answer = rig.http()
                .json(StreamsConfiguration.OWN_TARGET_PREFIX + ".ListStreamLoads", "{\"SortBy\":\"LUCK\",\"Limit\":0}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("ValidationException", "sortBy", "limit");
    }

    private static List<String> names(JsonNode answer) {
        var names = new ArrayList<String>();
        for (var stream : answer.get("Streams"))
            names.add(stream.get("StreamName").asString());
        return names;
    }

    private static List<Double> numbers(JsonNode list) {
        var numbers = new ArrayList<Double>();
        for (var number : list) numbers.add(Math.round(number.asDouble() * 1e4) / 1e4);
        return numbers;
    }

    private static JsonNode list(String members) throws Exception {
        var answer = rig.http().json(StreamsConfiguration.OWN_TARGET_PREFIX + ".ListStreamLoads", "{" + members + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return new JsonMapper().readTree(answer.text());
    }
}
