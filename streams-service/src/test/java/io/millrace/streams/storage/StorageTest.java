package io.millrace.streams.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.streams.StreamsConfiguration;
import io.millrace.streams.StreamsRig;
import io.millrace.streams.stream.Streams;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.ServiceRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is stored can be seen, how it grows, and whether it is sound. */
class StorageTest {
    private static final int RECORD_BYTES = 900_000;
    private static final Path DIRECTORY = StreamsRig.newDirectory();
    private static final StreamsRig rig = StreamsRig.start(Map.of(
            "millrace.streams.log.directory",
            DIRECTORY.toString(),
            "millrace.streams.log.cluster-after-segments",
            1,
            "millrace.streams.log.tail-cache-size",
            "0B"));

    private final StorageGrowth growth = rig.service().bean(StorageGrowth.class);

    @BeforeAll
    static void stopTheClock() {
        rig.service().clock().stop();
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    private static void put(String stream, int records) {
        for (int i = 0; i < records; i++) {
            var data = SdkBytes.fromByteArray(new byte[RECORD_BYTES]);
            rig.client().putRecord(r -> r.streamName(stream).partitionKey("k").data(data));
        }
    }

    private static JsonNode call(String operation, String input) throws Exception {
        var answer = rig.http().json(StreamsConfiguration.OWN_TARGET_PREFIX + "." + operation, input);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return new JsonMapper().readTree(answer.text());
    }

    private static JsonNode storageOf(String stream) throws Exception {
        for (var one : call("DescribeStorage", "{}").get("Streams"))
            if (one.get("StreamName").asString().equals(stream)) return one;
        throw new AssertionError(stream + " is not told");
    }

    /** The segments of a stream that has some; waits until there are. */
    private static Path segmentOf(String stream) throws Exception {
        Eventually.holds(() -> assertThat(segments(stream)).isPositive());
        long id = Objects.requireNonNull(rig.service().bean(Streams.class).find(ServiceRig.ACCOUNT, stream))
                .id();
        try (var files = Files.list(DIRECTORY.resolve("streams/" + id))) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static int segments(String stream) {
        try {
            return storageOf(stream).get("SegmentCount").asInt();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theBiggestStreamComesFirstWithWhatItTakesOfTheDisk() throws Exception {
        String small = rig.stream(1);
        String big = rig.stream(1);
        long before = rig.service().clock().millis();
        put(small, 1);
        put(big, 3);

        var storage = call("DescribeStorage", "{}");

        assertThat(storage.get("DiskTotalBytes").asLong())
                .isGreaterThan(storage.get("DiskFreeBytes").asLong());
        assertThat(storage.get("JournalBytes").asLong()).isGreaterThanOrEqualTo(16L << 20);
        assertThat(storage.get("Durability").asString()).isEqualTo("FSYNC");
        assertThat(storage.get("Compression").asString()).isEqualTo("NONE");
        assertThat(storage.has("TierBucket")).isFalse();
        assertThat(storage.get("FarBytes").asLong()).isZero();
        long previous = Long.MAX_VALUE;
        for (var stream : storage.get("Streams")) {
            assertThat(stream.get("StoredBytes").asLong()).isLessThanOrEqualTo(previous);
            previous = stream.get("StoredBytes").asLong();
        }
        assertThat(storageOf(big).get("StoredBytes").asLong()).isBetween(3L * RECORD_BYTES, 4L * RECORD_BYTES);
        assertThat(storageOf(small).get("StoredBytes").asLong()).isBetween(1L * RECORD_BYTES, 2L * RECORD_BYTES);
        assertThat(storageOf(small).get("OldestTimestamp").asDouble() * 1000)
                .isCloseTo((double) before, within(60_000.0));
        assertThat(call("DescribeStorage", "{\"Limit\":1}").get("Streams").size())
                .isEqualTo(1);
    }

    @Test
    void howLongTheDiskWillDoIsWorkedOutFromWhatWasStoredLately() throws Exception {
        rig.advance(Duration.ofHours(7));
        growth.sample();
        assertThat(call("DescribeStorage", "{}").get("GrowthBytesPerDay").asLong())
                .isZero();
        assertThat(call("DescribeStorage", "{}").has("DaysLeft")).isFalse();

        put(rig.stream(1), 4);
        rig.advance(Duration.ofHours(1));
        growth.sample();

        var storage = call("DescribeStorage", "{}");
        long perDay = storage.get("GrowthBytesPerDay").asLong();
        assertThat(perDay).isBetween(24L * 4 * RECORD_BYTES, 24L * 5 * RECORD_BYTES);
        assertThat(storage.get("DaysLeft").asDouble())
                .isCloseTo((double) storage.get("DiskFreeBytes").asLong() / perDay, within(1e-3));
    }

    @Test
    void aCheckReadsWhatIsStoredAndNamesWhatIsDamagedWhileTheServiceGoesOn() throws Exception {
        assertThat(call("DescribeSegmentCheck", "{}").get("Status").asString()).isIn("NONE", "DONE");
        String stream = rig.stream(1);
        put(stream, 40);
        var segment = segmentOf(stream);
        assertThat(call("StartSegmentCheck", "{}").get("Started").asBoolean()).isTrue();
        var sound = finished();
        assertThat(sound.get("Status").asString()).isEqualTo("DONE");
        assertThat(sound.get("Damages").size()).isZero();
        assertThat(sound.get("SegmentCount").asInt()).isPositive();
        assertThat(sound.get("SegmentsChecked").asInt())
                .isEqualTo(sound.get("SegmentCount").asInt());
        assertThat(sound.get("BytesTotal").asLong()).isGreaterThan(10L * RECORD_BYTES);
        assertThat(sound.get("BytesChecked").asLong())
                .isEqualTo(sound.get("BytesTotal").asLong());
        assertThat(sound.has("EndedTimestamp")).isTrue();

        turnBit(segment, 100_000);
        call("StartSegmentCheck", "{}");
        var damaged = finished();

        assertThat(damaged.get("Status").asString()).isEqualTo("DONE");
        assertThat(damaged.get("Damages").size()).isEqualTo(1);
        var damage = damaged.get("Damages").get(0);
        assertThat(damage.get("Segment").asString())
                .isEqualTo(DIRECTORY.relativize(segment).toString());
        assertThat(damage.get("Problem").asString()).contains("the record at position 0 can't be read");
        assertThat(rig.get(rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON))
                        .records())
                .isNotEmpty();
    }

    private static JsonNode finished() throws Exception {
        Eventually.holds(() -> {
            try {
                assertThat(call("DescribeSegmentCheck", "{}").get("Status").asString())
                        .isNotEqualTo("RUNNING");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        return call("DescribeSegmentCheck", "{}");
    }

    private static void turnBit(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }
}
