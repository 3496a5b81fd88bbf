package io.millrace.streams.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.RecordLog;
import io.millrace.streams.StreamsRig;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.Streams;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.KinesisClients.Body;
import io.millrace.testkit.s3.S3Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.core.SdkBytes;

/** Old records of a stream in an S3-compatible bucket that checks signatures. */
class TieredStreamTest {
    private static final String BUCKET = "old-segments";
    private static final int RECORDS = 40;
    private static final int RECORD_BYTES = 900_000;

    @TempDir
    private Path directory;

    private static TierSettings settings(URI endpoint, String secret) {
        return new TierSettings(
                BUCKET,
                endpoint,
                "us-east-1",
                "a/prefix/",
                S3Server.ACCESS_KEY_ID,
                secret,
                Duration.ofHours(1),
                DataSize.ofMegabytes(64));
    }

    @Test
    void anObjectIsReadInPartsListedAndDeleted() throws Exception {
        try (var s3 = S3Server.start(directory, BUCKET);
                var objects = new S3Objects(settings(s3.endpoint(), S3Server.SECRET_ACCESS_KEY))) {
            var bytes = "0123456789".getBytes(UTF_8);
            objects.put("log/one", bytes.length, () -> new ByteArrayInputStream(bytes));
            objects.put("log/two", bytes.length, () -> new ByteArrayInputStream(bytes));
            var part = ByteBuffer.allocate(4);
            var keys = new ArrayList<String>();

            objects.get("log/one", 3, part);
            objects.delete("log/two");
            objects.list("log/", keys::add);

            assertThat(new String(part.array(), UTF_8)).isEqualTo("3456");
            assertThat(keys).containsExactly("log/one");
            assertThatThrownBy(() -> objects.get("log/one", 8, ByteBuffer.allocate(4)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> objects.get("log/two", 0, ByteBuffer.allocate(4)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aWrongSecretIsAFailureAndNotInItsText() throws Exception {
        try (var s3 = S3Server.start(directory, BUCKET);
                var objects = new S3Objects(settings(s3.endpoint(), "not-the-secret"))) {
            assertThatThrownBy(() -> objects.delete("log/one"))
                    .isInstanceOf(IOException.class)
                    .message()
                    .doesNotContain("not-the-secret");
        }
    }

    @Test
    void recordsThatMovedToTheBucketAreReadAsBeforeAndLeaveItWithTheStream() throws Exception {
        try (var s3 = S3Server.start(directory, BUCKET);
                var rig = StreamsRig.start(Map.of(
                        "millrace.streams.log.cluster-after-segments",
                        "1",
                        "millrace.streams.log.tail-cache-size",
                        "0",
                        "millrace.streams.log.compression",
                        "zstd",
                        "millrace.streams.log.tier.bucket",
                        BUCKET,
                        "millrace.streams.log.tier.endpoint",
                        s3.endpoint().toString(),
                        "millrace.streams.log.tier.access-key-id",
                        S3Server.ACCESS_KEY_ID,
                        "millrace.streams.log.tier.secret-access-key",
                        S3Server.SECRET_ACCESS_KEY))) {
            var stream = rig.stream(1);
            var client = rig.client(Body.CBOR);
            for (int i = 0; i < RECORDS; i++) {
                var data = new byte[RECORD_BYTES];
                data[0] = (byte) i;
                client.putRecord(
                        put -> put.streamName(stream).partitionKey("key").data(SdkBytes.fromByteArray(data)));
            }
            var log = rig.service().bean(RecordLog.class);
            long id = rig.service().bean(Streams.class).all().stream()
                    .filter(one -> one.name().equals(stream))
                    .mapToLong(Stream::id)
                    .findFirst()
                    .orElseThrow();
            rig.advance(Duration.ofHours(2));
            Eventually.holds(() -> {
                log.trim(id, 0);
                assertThat(s3.objects()).isPositive();
            });

            var read = rig.readAll(stream, 0);

            assertThat(read).hasSize(RECORDS);
            for (int i = 0; i < RECORDS; i++)
                assertThat(read.get(i).data().asByteArrayUnsafe()[0]).isEqualTo((byte) i);
            assertThat(log.stats().fetchedBytes()).isPositive();
            client.deleteStream(delete -> delete.streamName(stream));
            Eventually.holds(() -> assertThat(s3.objects()).isZero());
        }
    }
}
