package io.millrace.streams.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.streams.StreamsRig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.MinimumThroughputBillingCommitmentInputStatus;
import software.amazon.awssdk.services.kinesis.model.MinimumThroughputBillingCommitmentOutput;
import software.amazon.awssdk.services.kinesis.model.MinimumThroughputBillingCommitmentOutputStatus;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/** The commitment of an account, and the warm throughput that it allows. */
class AccountSettingsTest {
    @Test
    void aCommitmentLastsADayAtLeast() {
        try (var rig = StreamsRig.start(Map.of())) {
            assertThat(settings(rig).statusAsString()).isEqualTo("DISABLED");
            assertThat(settings(rig).startedAt()).isNull();

            var begun = commit(rig, MinimumThroughputBillingCommitmentInputStatus.ENABLED);
            assertThat(begun.status()).isEqualTo(MinimumThroughputBillingCommitmentOutputStatus.ENABLED);
            assertThat(begun.earliestAllowedEndAt()).isEqualTo(begun.startedAt().plus(Duration.ofDays(1)));
            assertThat(begun.endedAt()).isNull();

            var ending = commit(rig, MinimumThroughputBillingCommitmentInputStatus.DISABLED);
            assertThat(ending.statusAsString()).isEqualTo("ENABLED_UNTIL_EARLIEST_ALLOWED_END");
            assertThat(ending.endedAt()).isEqualTo(begun.earliestAllowedEndAt());
            assertThat(settings(rig)).isEqualTo(ending);

            rig.advance(Duration.ofHours(25));
            assertThat(settings(rig).statusAsString()).isEqualTo("DISABLED");
            var again = commit(rig, MinimumThroughputBillingCommitmentInputStatus.ENABLED);
            assertThat(again.startedAt()).isAfter(begun.startedAt());
        }
    }

    @Test
    void onlyACommittedAccountKeepsStreamsWarm() {
        try (var rig = StreamsRig.start(Map.of())) {
            String stream = rig.stream(r -> r.streamModeDetails(m -> m.streamMode("ON_DEMAND")));
            String provisioned = rig.stream(1);
            assertThatThrownBy(() -> warm(rig, stream, 6))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("minimum throughput billing commitment");

            commit(rig, MinimumThroughputBillingCommitmentInputStatus.ENABLED);
            assertThatThrownBy(() -> warm(rig, provisioned, 6)).isInstanceOf(ValidationException.class);
            var answer = rig.client()
                    .updateStreamWarmThroughput(r -> r.streamName(stream).warmThroughputMiBps(6));
            rig.awaitActive(stream);

            assertThat(answer.warmThroughput().targetMiBps()).isEqualTo(6);
            assertThat(answer.warmThroughput().currentMiBps()).isEqualTo(4);
            var summary = rig.client()
                    .describeStreamSummary(r -> r.streamName(stream))
                    .streamDescriptionSummary();
            assertThat(summary.openShardCount()).isEqualTo(6);
            assertThat(summary.warmThroughput().currentMiBps()).isEqualTo(6);
            String warmFromBirth = rig.stream(
                    r -> r.streamModeDetails(m -> m.streamMode("ON_DEMAND")).warmThroughputMiBps(8));
            assertThat(rig.client()
                            .describeStreamSummary(r -> r.streamName(warmFromBirth))
                            .streamDescriptionSummary()
                            .openShardCount())
                    .isEqualTo(8);
        }
    }

    private static void warm(StreamsRig rig, String stream, int mibps) {
        rig.client().updateStreamWarmThroughput(r -> r.streamName(stream).warmThroughputMiBps(mibps));
    }

    private static MinimumThroughputBillingCommitmentOutput settings(StreamsRig rig) {
        return rig.client().describeAccountSettings(r -> {}).minimumThroughputBillingCommitment();
    }

    private static MinimumThroughputBillingCommitmentOutput commit(
            StreamsRig rig, MinimumThroughputBillingCommitmentInputStatus status) {
        return rig.client()
                .updateAccountSettings(r -> r.minimumThroughputBillingCommitment(c -> c.status(status)))
                .minimumThroughputBillingCommitment();
    }
}
