package io.millrace.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.RecordLog;
import io.millrace.log.ShardKey;
import io.millrace.testkit.Eventually;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorParameter;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

/** From PutRecord to the object, with a store that checks signatures. */
class S3DeliveryTest extends ToBucket {
    @Test
    void recordsAreJoinedAsTheyAreWhenTheIntervalIsOver() throws Exception {
        String stream = stream(c -> {});
        put(stream, "abc", "def");
        put(stream, "ghi");

        passInterval();

        assertThat(onlyObject(stream).text()).isEqualTo("abcdefghi");
    }

    @Test
    void nothingLeavesBeforeTheBufferIsFullOrItsTimeOver() throws Exception {
        String waiting = stream(c -> {});
        String atOnce = stream(c -> c.bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(0)));
        put(waiting, "later");
        put(atOnce, "now");

        passALittle();

        assertThat(onlyObject(atOnce).text()).isEqualTo("now");
        assertThat(objects(waiting)).isEmpty();
    }

    @Test
    void aFullBufferIsDeliveredWithoutWaiting() throws Exception {
        String stream = stream(c -> c.bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(900)));
        String record = "x".repeat(512 * 1024);

        for (int i = 0; i < 4; i++) put(stream, record);

        Eventually.holds(() -> assertThat(objects(stream))
                .hasSize(2)
                .allSatisfy(object -> assertThat(object.bytes()).hasSize(1024 * 1024)));
    }

    @Test
    void theKeyNamesTimeStreamAndVersion() throws Exception {
        String stream = stream(c -> {});
        var time = rig.service().clock().instant().atZone(java.time.ZoneOffset.UTC);
        put(stream, "abc");

        passInterval();

        String key = onlyObject(stream).key();
        assertThat(key)
                .matches(stream + "/"
                        + java.time.format.DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/")
                                .format(time)
                        + stream + "-1-"
                        + java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm")
                                .format(time)
                        + "-\\d\\d-[0-9a-f-]{36}");
    }

    @Test
    void expressionsOfAPrefixSpeakOfTheOldestRecord() throws Exception {
        String name = "expr-" + System.nanoTime();
        String stream = stream(c -> c.prefix(name + "/!{timestamp:yyyy}/!{firehose:random-string}/")
                .errorOutputPrefix("errors/!{firehose:error-output-type}/")
                .customTimeZone("Asia/Tokyo")
                .fileExtension(".jsonl"));
        put(stream, "abc");

        passInterval();

        assertThat(onlyObject(name).key()).matches(name + "/\\d{4}/[A-Za-z0-9]{11}/" + stream + "-1-.*\\.jsonl");
    }

    @Test
    void aDelimiterStandsBehindEachRecord() throws Exception {
        String stream = stream(c -> c.processingConfiguration(p -> p.enabled(true)
                .processors(List.of(Processor.builder()
                        .type("AppendDelimiterToRecord")
                        .parameters(ProcessorParameter.builder()
                                .parameterName("Delimiter")
                                .parameterValue("\\n")
                                .build())
                        .build()))));
        put(stream, "abc", "", "def");

        passInterval();

        assertThat(onlyObject(stream).text()).isEqualTo("abc\n\ndef\n");
    }

    @Test
    void everyFormatIsReadBack() throws Exception {
        String text = "line of a log, much like the others\n".repeat(20_000);
        for (String format : List.of("GZIP", "ZIP", "Snappy", "HADOOP_SNAPPY")) {
            String stream = stream(c -> c.compressionFormat(format));
            put(stream, text);
            passInterval();

            var object = onlyObject(stream);
            assertThat(new String(opened(format, object.bytes()), UTF_8)).isEqualTo(text);
            assertThat(object.key())
                    .endsWith(
                            switch (format) {
                                case "GZIP" -> ".gz";
                                case "ZIP" -> ".zip";
                                default -> ".snappy";
                            });
        }
    }

    private static byte[] opened(String format, byte[] object) throws Exception {
        InputStream in = new ByteArrayInputStream(object);
        return switch (format) {
            case "GZIP" -> new GZIPInputStream(in).readAllBytes();
            case "ZIP" -> {
                var zip = new ZipInputStream(in);
                zip.getNextEntry();
                yield zip.readAllBytes();
            }
            case "Snappy" -> new SnappyInputStream(in).readAllBytes();
            default -> hadoopSnappy(object);
        };
    }

    /** Blocks of two lengths and raw snappy, read by hand. */
    private static byte[] hadoopSnappy(byte[] object) throws Exception {
        var all = new java.io.ByteArrayOutputStream();
        var in = ByteBuffer.wrap(object);
        while (in.hasRemaining()) {
            int length = in.getInt();
            byte[] block = new byte[in.getInt()];
            in.get(block);
            byte[] plain = Snappy.uncompress(block);
            assertThat(plain).hasSize(length);
            all.write(plain);
        }
        return all.toByteArray();
    }

    @Test
    void anObjectLargerThanAPartArrivesWhole() throws Exception {
        String stream = stream(c -> c.bufferingHints(h -> h.sizeInMBs(12).intervalInSeconds(900)));
        byte[] record = new byte[1_000 * 1024];
        new Random(7).nextBytes(record);

        for (int i = 0; i < 13; i++)
            rig.client()
                    .putRecord(
                            r -> r.deliveryStreamName(stream).record(one -> one.data(SdkBytes.fromByteArray(record))));

        var object = onlyObject(stream).bytes();
        assertThat(object).hasSize(13 * record.length);
        for (int i = 0; i < 13; i++)
            assertThat(java.util.Arrays.equals(
                            object, i * record.length, (i + 1) * record.length, record, 0, record.length))
                    .isTrue();
    }

    @Test
    void whatWasAcceptedIsDeliveredOnceAfterARestart() throws Exception {
        String stream = stream(c -> {});
        put(stream, "before;");
        passInterval();
        onlyObject(stream);
        put(stream, "accepted;");

        rig.close();
        rig = FirehoseRig.start(settings());
        put(stream, "after;");
        // The new clock stands where the first one began.
        passInterval();
        passInterval();
        passInterval();

        Eventually.holds(() -> {
            var texts = new ArrayList<String>();
            for (var object : objects(stream)) texts.add(object.text());
            assertThat(String.join("", texts).split(";")).containsExactlyInAnyOrder("before", "accepted", "after");
        });
    }

    @Test
    void aStoreThatRefusesIsTriedAgainUntilItTakes() throws Exception {
        String bucket = "late-" + System.nanoTime();
        String stream = stream(c -> c.bucketARN("arn:aws:s3:::" + bucket)
                .bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(0)));
        put(stream, "abc");
        passALittle();
        Eventually.holds(() -> assertThat(rig.service().platform().metrics().scrape())
                .containsPattern("millrace_firehose_delivery_failures_total\\{[^}]*" + stream + "\"[^}]*} [1-9]"));

        Files.createDirectories(directory.resolve(bucket));

        Eventually.holds(() -> {
            assertThat(objects(bucket, "")).hasSize(1);
        });
    }

    @Test
    void aDeletedStreamDiscardsWhatItHeld() throws Exception {
        String stream = stream(c -> {});
        put(stream, "abc");

        rig.client().deleteDeliveryStream(r -> r.deliveryStreamName(stream));
        Eventually.holds(
                () -> assertThatThrownBy(() -> rig.describe(stream)).isInstanceOf(ResourceNotFoundException.class));
        passInterval();

        String next = stream(c -> c.bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(0)));
        put(next, "abc");
        passALittle();
        onlyObject(next);
        assertThat(objects(stream)).isEmpty();
    }

    @Test
    void whatADeletedStreamLeftIsForgottenAtTheNextStart() throws Exception {
        String stream = stream(c -> {});
        put(stream, "abc");
        rig.close();
        int id;
        // As after a crash between the stream's row and what it held.
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("delete from firehose.delivery_stream returning id")) {
                assertThat(found.next()).isTrue();
                id = found.getInt(1);
            }
            statement.execute("insert into firehose.chunk values (" + id + ", 7, 0, 1, 1, 3, now(), false, 'plan')");
        }

        rig = FirehoseRig.start(settings());

        var log = rig.service().bean(RecordLog.class);
        Eventually.holds(() -> {
            assertThat(log.shard(new ShardKey(id, 0)).sealed()).isTrue();
            try (var connection = DriverManager.getConnection(database);
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*) from firehose.chunk")) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
            }
        });
    }

    @Test
    void aFullBacklogFailsTheRecordsThatFindNoRoomAndNoOthers() {
        rig.close();
        var small = settings();
        small.put("millrace.firehose.backlog-limit", "1MB");
        rig = FirehoseRig.start(small);
        String stream = stream(c -> {});
        var half =
                Record.builder().data(SdkBytes.fromByteArray(new byte[500_000])).build();

        var answer =
                rig.client().putRecordBatch(r -> r.deliveryStreamName(stream).records(half, half, half));

        assertThat(answer.failedPutCount()).isEqualTo(1);
        assertThat(answer.requestResponses().get(1).recordId()).isNotEmpty();
        assertThat(answer.requestResponses().get(2).recordId()).isNull();
        assertThat(answer.requestResponses().get(2).errorCode()).isEqualTo("ServiceUnavailableException");
        assertThatThrownBy(() ->
                        rig.client().putRecord(r -> r.deliveryStreamName(stream).record(half)))
                .isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void tooMuchIsRefusedAsAWhole() {
        String stream = stream(c -> {});
        var large = Record.builder()
                .data(SdkBytes.fromByteArray(new byte[1_024_000]))
                .build();
        var records = IntStream.range(0, 5).mapToObj(i -> large).toList();

        assertThatThrownBy(() -> rig.client()
                        .putRecordBatch(r -> r.deliveryStreamName(stream).records(records)))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> rig.client()
                        .putRecord(r -> r.deliveryStreamName(stream)
                                .record(one -> one.data(SdkBytes.fromByteArray(new byte[1_024_001])))))
                .isInstanceOfSatisfying(
                        FirehoseException.class,
                        e -> assertThat(e.awsErrorDetails().errorMessage())
                                .contains("Value at 'record.data' failed to satisfy constraint: "
                                        + "Member must have length less than or equal to 1024000"));
        var many = IntStream.range(0, 501)
                .mapToObj(
                        i -> Record.builder().data(SdkBytes.fromUtf8String("x")).build())
                .toList();
        assertThatThrownBy(() -> rig.client()
                        .putRecordBatch(r -> r.deliveryStreamName(stream).records(many)))
                .isInstanceOfSatisfying(
                        FirehoseException.class,
                        e -> assertThat(e.awsErrorDetails().errorMessage())
                                .contains("Member must have length less than or equal to 500"));
    }

    @Test
    void aStreamThatIsNotThereTakesNothing() {
        assertThatThrownBy(() -> rig.client()
                        .putRecord(r ->
                                r.deliveryStreamName("nobody").record(one -> one.data(SdkBytes.fromUtf8String("x")))))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Firehose nobody under account 000000000000 not found.");
    }
}
