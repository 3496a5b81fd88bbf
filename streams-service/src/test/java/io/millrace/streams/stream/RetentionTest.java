package io.millrace.streams.stream;

import static io.millrace.streams.AwsErrors.assertRefused;
import static io.millrace.streams.StreamsRig.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.streams.StreamsRig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class RetentionTest {
    private final StreamsRig rig = StreamsRig.shared();

    @Test
    void aRecordIsReadableForADayAndThenGone() {
        String stream = rig.stream(1);
        rig.put(stream, "k", "old");
        rig.advance(Duration.ofHours(23));
        rig.put(stream, "k", "new");
        assertThat(texts(rig.readAll(stream, 0))).containsExactly("old", "new");

        rig.advance(Duration.ofHours(1).plusMinutes(1));
        assertThat(texts(rig.readAll(stream, 0))).containsExactly("new");

        rig.service().bean(Retention.class).trim();
        assertThat(texts(rig.readAll(stream, 0))).containsExactly("new");
        rig.advance(Duration.ofHours(24));
        assertThat(rig.readAll(stream, 0)).isEmpty();
        rig.service().bean(Retention.class).trim();
        assertThat(rig.readAll(stream, 0)).isEmpty();
        rig.put(stream, "k", "again");
        assertThat(texts(rig.readAll(stream, 0))).containsExactly("again");
    }

    @Test
    void aNumberOfAnExpiredRecordLeadsToTheFirstThatIsLeft() {
        String stream = rig.stream(1);
        String old = rig.put(stream, "k", "old");
        rig.advance(Duration.ofHours(25));
        rig.put(stream, "k", "new");

        String iterator = rig.client()
                .getShardIterator(r -> r.streamName(stream)
                        .shardId(StreamsRig.shardId(0))
                        .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(old))
                .shardIterator();
        assertThat(texts(rig.get(iterator).records())).containsExactly("new");
    }

    @Test
    void aLongerPeriodKeepsWhatIsThereAndBringsNothingBack() {
        String stream = rig.stream(1);
        rig.put(stream, "k", "expired");
        rig.advance(Duration.ofHours(25));
        rig.put(stream, "k", "kept");

        rig.client().increaseStreamRetentionPeriod(r -> r.streamName(stream).retentionPeriodHours(72));

        assertThat(texts(rig.readAll(stream, 0))).containsExactly("kept");
        rig.advance(Duration.ofDays(2));
        assertThat(texts(rig.readAll(stream, 0))).containsExactly("kept");
        assertThat(rig.client()
                        .describeStreamSummary(r -> r.streamName(stream))
                        .streamDescriptionSummary()
                        .retentionPeriodHours())
                .isEqualTo(72);
    }

    @Test
    void aShorterPeriodHidesAtOnceAndForGood() {
        String stream = rig.stream(1);
        rig.client().increaseStreamRetentionPeriod(r -> r.streamName(stream).retentionPeriodHours(8760));
        rig.put(stream, "k", "old");
        rig.advance(Duration.ofHours(30));
        rig.put(stream, "k", "new");
        assertThat(texts(rig.readAll(stream, 0))).containsExactly("old", "new");

        rig.client().decreaseStreamRetentionPeriod(r -> r.streamName(stream).retentionPeriodHours(24));
        assertThat(texts(rig.readAll(stream, 0))).containsExactly("new");
        rig.client().increaseStreamRetentionPeriod(r -> r.streamName(stream).retentionPeriodHours(100));
        assertThat(texts(rig.readAll(stream, 0))).containsExactly("new");
    }

    @Test
    void aPeriodInTheWrongDirectionOrOutOfRangeIsRefused() {
        String stream = rig.stream(1);
        var client = rig.client();

        assertRefused(
                () -> client.increaseStreamRetentionPeriod(
                        r -> r.streamName(stream).retentionPeriodHours(8761)),
                "InvalidArgumentException",
                "Maximum allowed retention period is 8760 hours. Requested retention period (8761 hours) is too long.");
        assertRefused(
                () -> client.decreaseStreamRetentionPeriod(
                        r -> r.streamName(stream).retentionPeriodHours(23)),
                "InvalidArgumentException",
                "Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.");
        assertRefused(
                () -> client.decreaseStreamRetentionPeriod(
                        r -> r.streamName(stream).retentionPeriodHours(25)),
                "InvalidArgumentException",
                "Requested retention period (25 hours) for stream " + stream
                        + " can not be longer than existing retention period (24 hours). Use"
                        + " IncreaseRetentionPeriod API.");
        client.increaseStreamRetentionPeriod(r -> r.streamName(stream).retentionPeriodHours(48));
        assertRefused(
                () -> client.increaseStreamRetentionPeriod(
                        r -> r.streamName(stream).retentionPeriodHours(47)),
                "InvalidArgumentException",
                "Requested retention period (47 hours) for stream " + stream
                        + " can not be shorter than existing retention period (48 hours). Use"
                        + " DecreaseRetentionPeriod API.");
        client.increaseStreamRetentionPeriod(r -> r.streamName(stream).retentionPeriodHours(48));
    }
}
