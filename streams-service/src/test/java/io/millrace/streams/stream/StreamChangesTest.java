package io.millrace.streams.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.streams.StreamsRig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.MetricsName;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** What else can be changed about a stream: its mode, its largest record, its metrics, its encryption. */
class StreamChangesTest {
    private final StreamsRig rig = StreamsRig.shared();

    @Test
    void aStreamChangesItsModeAndKeepsItsShards() {
        String stream = rig.stream(2);
        rig.put(stream, "k", "1");

        mode(rig, stream, StreamMode.ON_DEMAND);
        rig.awaitActive(stream);
        rig.put(stream, "k", "2");

        assertThat(summary(stream).streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(summary(stream).openShardCount()).isEqualTo(2);
    }

    @Test
    void theModeChangesTwiceADay() {
        try (var own = StreamsRig.start(Map.of())) {
            String stream = own.stream(1);
            for (var mode : List.of(StreamMode.ON_DEMAND, StreamMode.PROVISIONED)) {
                mode(own, stream, mode);
                own.awaitActive(stream);
            }

            assertThatThrownBy(() -> mode(own, stream, StreamMode.ON_DEMAND))
                    .isInstanceOf(LimitExceededException.class);
            own.advance(Duration.ofHours(25));
            mode(own, stream, StreamMode.ON_DEMAND);
        }
    }

    @Test
    void aLargerRecordIsTakenWhenTheStreamAllowsIt() {
        String stream = rig.stream(1);
        var large = SdkBytes.fromByteArray(new byte[2 * 1024 * 1024]);
        assertThatThrownBy(() -> put(stream, large)).hasMessageContaining("less than or equal to 1048576");

        rig.client()
                .updateMaxRecordSize(r -> r.streamARN(StreamsRig.arn(stream)).maxRecordSizeInKiB(10240));
        rig.awaitActive(stream);
        put(stream, large);

        assertThat(summary(stream).maxRecordSizeInKiB()).isEqualTo(10240);
        assertThat(rig.readAll(stream, 0))
                .hasSize(1)
                .allSatisfy(record -> assertThat(record.data()).isEqualTo(large));
    }

    @Test
    void metricsOfShardsAreSwitchedOnAndOff() {
        String stream = rig.stream(1);

        var on = rig.client()
                .enableEnhancedMonitoring(r ->
                        r.streamName(stream).shardLevelMetrics(MetricsName.OUTGOING_BYTES, MetricsName.INCOMING_BYTES));
        rig.awaitActive(stream);
        assertThat(on.currentShardLevelMetrics()).isEmpty();
        assertThat(on.desiredShardLevelMetrics())
                .containsExactly(MetricsName.INCOMING_BYTES, MetricsName.OUTGOING_BYTES);
        assertThat(on.streamARN()).isEqualTo(StreamsRig.arn(stream));
        assertThat(summary(stream).enhancedMonitoring().getFirst().shardLevelMetrics())
                .containsExactly(MetricsName.INCOMING_BYTES, MetricsName.OUTGOING_BYTES);

        var all =
                rig.client().enableEnhancedMonitoring(r -> r.streamName(stream).shardLevelMetrics(MetricsName.ALL));
        rig.awaitActive(stream);
        assertThat(all.desiredShardLevelMetrics()).hasSize(7);

        var off = rig.client()
                .disableEnhancedMonitoring(r -> r.streamName(stream).shardLevelMetrics(MetricsName.INCOMING_BYTES));
        rig.awaitActive(stream);
        assertThat(off.currentShardLevelMetrics()).hasSize(7);
        assertThat(off.desiredShardLevelMetrics()).hasSize(6).doesNotContain(MetricsName.INCOMING_BYTES);
    }

    @Test
    void encryptionIsRefusedRatherThanPretended() {
        String stream = rig.stream(1);

        assertThatThrownBy(() -> rig.client()
                        .startStreamEncryption(r -> r.streamName(stream)
                                .encryptionType(EncryptionType.KMS)
                                .keyId("alias/aws/kinesis")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("has no server-side encryption");
        assertThat(summary(stream).streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(summary(stream).encryptionType()).isEqualTo(EncryptionType.NONE);

        rig.client()
                .stopStreamEncryption(r ->
                        r.streamName(stream).encryptionType(EncryptionType.KMS).keyId("alias/aws/kinesis"));
        rig.awaitActive(stream);
        assertThat(summary(stream).encryptionType()).isEqualTo(EncryptionType.NONE);
    }

    @Test
    void aStreamThatIsBeingChangedIsNotChangedAgain() {
        try (var slow = StreamsRig.start(Map.of("millrace.streams.transition-delay", "1h"))) {
            String stream = StreamsRig.newName();
            slow.client().createStream(r -> r.streamName(stream).shardCount(1));

            assertThatThrownBy(() -> mode(slow, stream, StreamMode.ON_DEMAND))
                    .isInstanceOf(ResourceInUseException.class)
                    .hasMessageContaining("not ACTIVE, instead in state CREATING");
        }
    }

    private void put(String stream, SdkBytes data) {
        rig.client().putRecord(r -> r.streamName(stream).partitionKey("k").data(data));
    }

    private static void mode(StreamsRig on, String stream, StreamMode mode) {
        on.client()
                .updateStreamMode(r -> r.streamARN(StreamsRig.arn(stream)).streamModeDetails(m -> m.streamMode(mode)));
    }

    private StreamDescriptionSummary summary(String stream) {
        return rig.client().describeStreamSummary(r -> r.streamName(stream)).streamDescriptionSummary();
    }
}
