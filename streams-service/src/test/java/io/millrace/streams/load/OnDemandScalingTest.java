package io.millrace.streams.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.streams.StreamsRig;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On-demand streams grow with what is written to them. */
class OnDemandScalingTest {
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
    void aStreamIsKeptReadyForTwiceItsPeak() {
        String stream = onDemand();

        put(stream, 7_000);
        observe(stream, Duration.ofSeconds(2));
        assertThat(open(stream)).isEqualTo(8);

        observe(stream, Duration.ofSeconds(10));
        observe(stream, Duration.ofSeconds(10));
        assertThat(open(stream)).isEqualTo(8);
    }

    @Test
    void littleTrafficChangesNothing() {
        String stream = onDemand();

        put(stream, 1_000);
        observe(stream, Duration.ofSeconds(2));

        assertThat(open(stream)).isEqualTo(4);
    }

    @Test
    void aShardThatIsHotAloneIsSplitButNotForEver() {
        String stream = onDemand();

        for (int round = 0; round < 8; round++) {
            for (int i = 0; i < 3; i++)
                rig.client()
                        .putRecords(r -> r.streamName(stream)
                                .records(Collections.nCopies(500, StreamsRig.entry("one key", "v"))));
            observe(stream, Duration.ofSeconds(2));
            if (round == 0) assertThat(open(stream)).isEqualTo(5);
        }

        assertThat(open(stream)).isEqualTo(8);
    }

    @Test
    void aProvisionedStreamIsLeftAlone() {
        String stream = rig.stream(1);
        sampling.sample();

        put(stream, 5_000);
        observe(stream, Duration.ofSeconds(1));

        assertThat(open(stream)).isEqualTo(1);
    }

    private String onDemand() {
        String stream = rig.stream(r -> r.streamModeDetails(m -> m.streamMode("ON_DEMAND")));
        sampling.sample();
        return stream;
    }

    private void observe(String stream, Duration after) {
        rig.advance(after);
        sampling.sample();
        rig.awaitActive(stream);
    }

    private static void put(String stream, int records) {
        for (int from = 0; from < records; from += 500) {
            var entries = IntStream.range(from, from + 500)
                    .mapToObj(i -> StreamsRig.entry("key-" + i, "v"))
                    .toList();
            rig.client().putRecords(r -> r.streamName(stream).records(entries));
        }
    }

    private static int open(String stream) {
        return rig.client()
                .describeStreamSummary(r -> r.streamName(stream))
                .streamDescriptionSummary()
                .openShardCount();
    }
}
