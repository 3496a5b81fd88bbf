package io.millrace.streams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.streams.StreamsRig;
import io.millrace.testkit.Seeds;
import io.millrace.testkit.ServiceRig;
import io.millrace.wire.Codec;
import io.millrace.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The answer that the short cut encodes by hand is the one that the codec would encode. */
class FastReadsTest {
    private static final String KEY_CHARACTERS = "abcXYZ019 \"\\/\b\f\n\r\t\u0001\u001f\u007f\u0080é世界\u2028";

    private final StreamsRig rig = StreamsRig.shared();

    @ParameterizedTest
    @EnumSource
    void theShortCutGivesWhatTheComfortablePathGives(Protocol protocol) throws Exception {
        String stream = rig.stream(1);
        Seeds.forEach(10, random -> {
            var entries = new ArrayList<PutRecordsRequestEntry>();
            for (int i = 0; i < 30; i++) {
                var key = new StringBuilder("k");
                int length = random.nextInt(random.nextInt(8) == 0 ? 250 : 20);
                while (key.length() < length)
                    key.append(KEY_CHARACTERS.charAt(random.nextInt(KEY_CHARACTERS.length())));
                if (random.nextBoolean()) key.append("😀");
                byte[] data = new byte[random.nextInt(random.nextInt(8) == 0 ? 70_000 : 300)];
                random.nextBytes(data);
                entries.add(PutRecordsRequestEntry.builder()
                        .partitionKey(key.toString())
                        .data(SdkBytes.fromByteArray(data))
                        .build());
            }
            rig.client().putRecords(r -> r.streamName(stream).records(entries));
        });
        var clock = rig.service().clock();
        var operation = new GetRecords(
                rig.service().bean(ShardIterators.class), new ReadMetrics(new SimpleMeterRegistry()), clock);
        var codec = Codec.of(GetRecords.Output.class);

        String iterator = rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON);
        int seen = 0;
        while (seen < 300) {
            byte[] body = ("{\"ShardIterator\":\"" + iterator + "\",\"Limit\":77}").getBytes(StandardCharsets.UTF_8);
            if (protocol == Protocol.CBOR_1_1)
                body = Codec.of(GetRecords.Input.class)
                        .encode(protocol, new GetRecords.Input(iterator, 77, null, null));
            var answer = rig.http().send(StreamsRig.TARGET + "GetRecords", protocol.contentType(), body);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);

            var fast = codec.decode(protocol, answer.body(), 0, answer.body().length);
            var comfortable = operation.handle(new GetRecords.Input(iterator, 77, null, null), ServiceRig.ROOT.owner());
            byte[] encoded = codec.encode(protocol, comfortable);
            var general = codec.decode(protocol, encoded, 0, encoded.length);

            assertThat(shown(fast)).isEqualTo(shown(general));
            assertThat(fast.childShards()).isNull();
            assertThat(fast.millisBehindLatest() == 0).isEqualTo(general.millisBehindLatest() == 0);
            seen += fast.records().size();
            iterator = String.valueOf(fast.nextShardIterator());
        }
        assertThat(seen).isEqualTo(300);
    }

    private static List<String> shown(GetRecords.Output output) {
        return output.records().stream()
                .map(record -> record.sequenceNumber() + " " + record.approximateArrivalTimestamp() + " "
                        + record.partitionKey() + " " + record.encryptionType() + " "
                        + Base64.getEncoder().encodeToString(record.data()))
                .toList();
    }
}
