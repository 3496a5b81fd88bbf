package io.millrace.streams.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.streams.StreamsRig;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.ServiceRig;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The profile aws by a clock that stands still unless it is turned. */
class LimitsTest {
    private static final int KIB = 1024;
    private static final StreamsRig rig = StreamsRig.start(Map.of("millrace.streams.limits.profile", "aws"));

    @BeforeAll
    static void stopTheClock() {
        rig.service().clock().stop();
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    @Test
    void aShardTakesAThousandRecordsASecond() {
        String stream = stream(1);

        assertThat(putRecords(rig, stream, 500)).isZero();
        assertThat(putRecords(rig, stream, 500)).isZero();
        var answer = rig.client()
                .putRecords(r -> r.streamName(stream).records(Collections.nCopies(2, StreamsRig.entry("k", "v"))));
        assertThat(answer.failedRecordCount()).isEqualTo(2);
        assertThat(answer.records()).allSatisfy(entry -> {
            assertThat(entry.errorCode()).isEqualTo("ProvisionedThroughputExceededException");
            assertThat(entry.errorMessage()).isEqualTo(rateExceeded(stream));
            assertThat(entry.sequenceNumber()).isNull();
        });
        assertThatThrownBy(() -> rig.put(stream, "k", "v"))
                .isInstanceOf(ProvisionedThroughputExceededException.class)
                .hasMessageContaining(rateExceeded(stream));

        rig.advance(Duration.ofSeconds(1));
        rig.put(stream, "k", "v");
        assertThat(rig.readAll(stream, 0)).hasSize(1 + 1000 + 1);
    }

    @Test
    void aShardTakesAMebibyteASecondAndOtherShardsGoOn() {
        String stream = stream(2);

        assertThat(put(stream, "0", 512 * KIB)).isTrue();
        assertThat(put(stream, "0", 512 * KIB - 2)).isTrue();
        assertThat(put(stream, "0", 512 * KIB)).isFalse();
        assertThat(put(stream, "170141183460469231731687303715884105728", 512 * KIB))
                .isTrue();

        rig.advance(Duration.ofMillis(500));
        assertThat(put(stream, "0", 512 * KIB - 1)).isTrue();
        assertThat(put(stream, "0", KIB)).isFalse();
    }

    @Test
    void aLargeRecordEmptiesTheTankThatRefillsAtTheUsualRate() {
        String stream = stream(r -> r.shardCount(1).maxRecordSizeInKiB(10 * KIB));
        rig.advance(Duration.ofSeconds(10));

        assertThat(put(stream, "0", 9 * KIB * KIB)).isTrue();
        assertThat(put(stream, "0", 2 * KIB * KIB)).isFalse();
        rig.advance(Duration.ofSeconds(1));
        assertThat(put(stream, "0", 3 * KIB * KIB / 2)).isTrue();
    }

    @Test
    void aShardIsReadFiveTimesASecond() {
        String stream = stream(1);
        String iterator = rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON);

        for (int i = 0; i < 5; i++) rig.get(iterator);
        assertThatThrownBy(() -> rig.get(iterator))
                .isInstanceOf(ProvisionedThroughputExceededException.class)
                .hasMessageContaining(rateExceeded(stream));
        rig.advance(Duration.ofMillis(200));
        rig.get(iterator);
    }

    @Test
    void muchAtOnceKeepsReadersOutForAsLongAsItWouldHaveTaken() {
        String stream = stream(1);
        for (int i = 0; i < 12; i++) {
            assertThat(put(stream, "0", KIB * KIB - 1)).isTrue();
            rig.advance(Duration.ofSeconds(1));
        }
        var first = rig.get(rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON));
        assertThat(first.records()).hasSize(10);

        rig.advance(Duration.ofMillis(4400));
        assertThatThrownBy(() -> rig.get(first.nextShardIterator()))
                .isInstanceOf(ProvisionedThroughputExceededException.class);
        rig.advance(Duration.ofMillis(600));
        assertThat(rig.get(first.nextShardIterator()).records()).isNotEmpty();
    }

    @Test
    void iteratorsOfAShardAreGivenFiveTimesASecond() {
        String stream = stream(2);
        for (int i = 0; i < 5; i++) rig.iterator(stream, 0, ShardIteratorType.LATEST);

        assertThatThrownBy(() -> rig.iterator(stream, 0, ShardIteratorType.LATEST))
                .isInstanceOf(ProvisionedThroughputExceededException.class);
        rig.iterator(stream, 1, ShardIteratorType.LATEST);
    }

    @Test
    void operationsAreCalledSoManyTimesASecond() {
        String stream = stream(1);
        for (int i = 0; i < 5; i++) rig.client().listStreams();

        assertThatThrownBy(() -> rig.client().listStreams())
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("Rate exceeded for account " + ServiceRig.ACCOUNT + ".");
        for (int i = 0; i < 20; i++) rig.client().describeStreamSummary(r -> r.streamName(stream));
        assertThatThrownBy(() -> rig.client().describeStreamSummary(r -> r.streamName(stream)))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining(
                        "Rate exceeded for stream " + stream + " under account " + ServiceRig.ACCOUNT + ".");
        rig.advance(Duration.ofSeconds(1));
        rig.client().listStreams();
    }

    @Test
    void aConsumerIsPushedTwoMebibytesASecond() {
        var pace = new PushPace(0);
        pace.pushed(2 * KIB * KIB);

        assertThat(pace.open(0)).isFalse();
        assertThat(pace.open(1)).isTrue();
        pace.pushed(KIB * KIB);
        assertThat(pace.open(400)).isFalse();
        assertThat(pace.open(600)).isTrue();
    }

    @Test
    void aProfileIsChosenForAllForAnAccountOrForAStream() {
        var profiles = new LimitProfiles(
                LimitProfile.UNLIMITED,
                Map.of("111111111111", LimitProfile.AWS),
                Map.of("111111111111/free", LimitProfile.UNLIMITED, "222222222222/held", LimitProfile.AWS));

        assertThat(profiles.limited("111111111111", "any")).isTrue();
        assertThat(profiles.limited("111111111111", "free")).isFalse();
        assertThat(profiles.limited("222222222222", "held")).isTrue();
        assertThat(profiles.limited("222222222222", "any")).isFalse();
    }

    @Test
    void aStreamCanHaveALimitOfItsOwn() {
        try (var own =
                StreamsRig.start(Map.of("millrace.streams.limits.streams[" + ServiceRig.ACCOUNT + "/held]", "aws"))) {
            own.service().clock().stop();
            own.client().createStream(r -> r.streamName("held").shardCount(1));
            own.awaitActive("held");
            String free = own.stream(1);

            assertThat(putRecords(own, "held", 500) + putRecords(own, "held", 500))
                    .isZero();
            assertThat(putRecords(own, "held", 1)).isEqualTo(1);
            for (int i = 0; i < 3; i++) assertThat(putRecords(own, free, 500)).isZero();
        }
    }

    private static String rateExceeded(String stream) {
        return "Rate exceeded for shard shardId-000000000000 in stream " + stream + " under account "
                + ServiceRig.ACCOUNT + ".";
    }

    private static String stream(int shards) {
        return stream(r -> r.shardCount(shards));
    }

    /** A stream with one record, at rest: what its making used up has been refilled. */
    private static String stream(java.util.function.Consumer<CreateStreamRequest.Builder> more) {
        rig.advance(Duration.ofSeconds(1));
        String name = StreamsRig.newName();
        rig.client().createStream(r -> more.accept(r.streamName(name)));
        Eventually.holds(() -> rig.put(name, "first", ""));
        rig.advance(Duration.ofSeconds(1));
        return name;
    }

    private static boolean put(String stream, String hashKey, int bytes) {
        try {
            rig.client()
                    .putRecord(r -> r.streamName(stream)
                            .partitionKey("k")
                            .explicitHashKey(hashKey)
                            .data(SdkBytes.fromByteArray(new byte[bytes])));
            return true;
        } catch (ProvisionedThroughputExceededException e) {
            return false;
        }
    }

    private static int putRecords(StreamsRig on, String stream, int count) {
        var entries = Collections.nCopies(count, StreamsRig.entry("k", "value"));
        return on.client()
                .putRecords(r -> r.streamName(stream).records(entries))
                .failedRecordCount();
    }
}
