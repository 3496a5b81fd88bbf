package io.millrace.streams.fanout;

import static io.millrace.streams.StreamsRig.shardId;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.kinesis.model.ShardIteratorType.TRIM_HORIZON;

import io.millrace.streams.StreamsRig;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.RawConnection;
import io.millrace.testkit.SignedHttp;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Subscribers that stop reading hold up nobody but themselves, and hold little. */
class SlowSubscriberTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int STOPPED = 10;
    private static final int CALLS = 40;

    @Test
    void whoStopsReadingHarmsNobodyAndHoldsLittle() throws Exception {
        try (var rig = StreamsRig.start(Map.of("millrace.streams.log.tail-cache-size", "8MB"));
                var fanout = new FanoutRig(rig)) {
            String stream = rig.stream(1);
            var stopped = new ArrayList<RawConnection>();
            for (int i = 0; i < STOPPED; i++) stopped.add(stopped(rig, fanout.consumer(stream, "stopped-" + i)));
            Eventually.holds(() -> assertThat(open(rig)).isEqualTo(STOPPED));
            var reader = fanout.subscribe(fanout.consumer(stream, "reader"), TRIM_HORIZON);
            var random = new Random(1);
            byte[] data = new byte[100_000];
            random.nextBytes(data);
            var entry = PutRecordsRequestEntry.builder()
                    .partitionKey("k")
                    .data(SdkBytes.fromByteArray(data))
                    .build();
            var records = Collections.nCopies(10, entry);
            long before = 0;

            for (int call = 0; call < CALLS; call++) {
                rig.client().putRecords(r -> r.streamName(stream).records(records));
                assertThat(reader.records(10).getLast().data().asByteArrayUnsafe())
                        .isEqualTo(data);
                // By now the stopped ones are full.
                if (call == CALLS / 2) before = PlatformDependent.usedDirectMemory();
            }

            assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(32L * MEBIBYTE);
            assertThat(open(rig)).isEqualTo(STOPPED + 1);
            var cache = rig.service()
                    .platform()
                    .metrics()
                    .get("millrace.streams.log.cache.bytes")
                    .gauge()
                    .value();
            assertThat(cache).isLessThan(16.0 * MEBIBYTE);

            // They count as long as their connections last.
            for (var connection : stopped) connection.close();
            Eventually.holds(() -> assertThat(open(rig)).isEqualTo(1));
        }
    }

    private static double open(StreamsRig rig) {
        return rig.service()
                .platform()
                .metrics()
                .get("millrace.streams.fanout.subscriptions")
                .gauge()
                .value();
    }

    /** Subscribes over a connection that nobody reads from. */
    private static RawConnection stopped(StreamsRig rig, String consumer) throws Exception {
        byte[] body = ("{\"ConsumerARN\":\"" + consumer + "\",\"ShardId\":\"" + shardId(0)
                        + "\",\"StartingPosition\":{\"Type\":\""
                        + TRIM_HORIZON + "\"}}")
                .getBytes(UTF_8);
        var request = new StringBuilder("POST / HTTP/1.1\r\n");
        rig.http()
                .headers(StreamsRig.TARGET + "SubscribeToShard", SignedHttp.JSON, body)
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        request.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        var connection = new RawConnection(rig.service().port());
        connection.send(request + new String(body, UTF_8));
        return connection;
    }
}
