package io.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestPostgres;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A change whose connection breaks at the commit was made or not; either way memory must agree with the table. */
class DoubtfulCommitTest {
    @Test
    void aStreamMadeThoughItsMakerWasToldOtherwiseComesToLightByItself() throws Exception {
        try (var relayed = Relayed.of()) {
            relayed.relay.cutNextCommit();

            int status = relayed.rig
                    .http()
                    .json(StreamsRig.TARGET + "CreateStream", "{\"StreamName\":\"doubtful\",\"ShardCount\":1}")
                    .status();

            assertThat(relayed.relay.hasCut()).isTrue();
            assertThat(status).isEqualTo(503);
            Eventually.holds(() -> relayed.rig.put("doubtful", "k", "v"));
        }
    }

    @Test
    void aConsumerMadeThoughItsMakerWasToldOtherwiseComesToLightByItself() throws Exception {
        try (var relayed = Relayed.of()) {
            String arn = StreamsRig.arn(relayed.rig.stream(1));
            relayed.relay.cutNextCommit();

            int status = relayed.rig
                    .http()
                    .json(
                            StreamsRig.TARGET + "RegisterStreamConsumer",
                            "{\"StreamARN\":\"" + arn + "\",\"ConsumerName\":\"doubtful\"}")
                    .status();

            assertThat(relayed.relay.hasCut()).isTrue();
            assertThat(status).isEqualTo(503);
            Eventually.holds(() -> assertThat(relayed.rig
                            .client()
                            .describeStreamConsumer(r -> r.streamARN(arn).consumerName("doubtful"))
                            .consumerDescription()
                            .consumerStatusAsString())
                    .isEqualTo("ACTIVE"));
        }
    }

    @Test
    void theNextChangeAlreadySeesWhatBecameOfTheDoubtfulOne() throws Exception {
        try (var relayed = Relayed.of()) {
            String stream = relayed.rig.stream(1);
            relayed.relay.cutNextCommit();
            int status = relayed.rig
                    .http()
                    .json(
                            StreamsRig.TARGET + "IncreaseStreamRetentionPeriod",
                            "{\"StreamName\":\"" + stream + "\",\"RetentionPeriodHours\":48}")
                    .status();

            relayed.rig.stream(1);

            assertThat(status).isEqualTo(503);
            assertThat(relayed.rig
                            .client()
                            .describeStreamSummary(r -> r.streamName(stream))
                            .streamDescriptionSummary()
                            .retentionPeriodHours())
                    .isEqualTo(48);
        }
    }

    @Test
    void aStreamDeletedInDoubtGoes() throws Exception {
        try (var relayed = Relayed.of()) {
            String stream = relayed.rig.stream(1);
            relayed.relay.cutNextCommit();

            relayed.rig.http().json(StreamsRig.TARGET + "DeleteStream", "{\"StreamName\":\"" + stream + "\"}");

            relayed.rig.awaitGone(stream);
        }
    }

    @Test
    void aSplitWhoseCommitIsInDoubtIsMadeOnceAndToItsEnd() throws Exception {
        try (var relayed = Relayed.of()) {
            var rig = relayed.rig;
            String stream = rig.stream(1);
            rig.put(stream, "k", "before");
            rig.client()
                    .splitShard(r -> r.streamName(stream)
                            .shardToSplit(StreamsRig.shardId(0))
                            .newStartingHashKey("1000"));
            relayed.relay.cutNextCommit();

            rig.awaitActive(stream);
            rig.put(stream, "k", "after");

            assertThat(relayed.relay.hasCut()).isTrue();
            assertThat(rig.client().listShards(r -> r.streamName(stream)).shards())
                    .hasSize(3);
            Eventually.holds(() -> assertThat(rig.get(rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON))
                            .childShards())
                    .hasSize(2));
        }
    }

    /** A service that speaks to its database through the relay. */
    private record Relayed(CuttingRelay relay, StreamsRig rig) implements AutoCloseable {
        static Relayed of() throws Exception {
            String url = TestPostgres.shared().newDatabase();
            var parsed = URI.create(url.substring("jdbc:".length()));
            var relay = new CuttingRelay(parsed.getPort());
            // Without names for statements, so that a commit can be told by its text.
            String through =
                    url.replace(":" + parsed.getPort() + "/", ":" + relay.port() + "/") + "&prepareThreshold=0";
            return new Relayed(
                    relay,
                    StreamsRig.start(
                            Map.of("millrace.database.url", through, "millrace.streams.transition-delay", "300ms")));
        }

        @Override
        public void close() {
            rig.close();
            relay.close();
        }
    }
}
