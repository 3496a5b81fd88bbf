package io.millrace.streams.produce;

import static io.millrace.streams.AwsErrors.assertRefused;
import static io.millrace.streams.StreamsRig.entry;
import static io.millrace.streams.StreamsRig.shardId;
import static io.millrace.streams.StreamsRig.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.streams.StreamsRig;
import io.millrace.testkit.KinesisClients.Body;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

class PutsTest {
    private static final int MEBIBYTE = 1024 * 1024;

    private final StreamsRig rig = StreamsRig.shared();

    @ParameterizedTest
    @EnumSource
    void fiveHundredRecordsGoWhereTheirKeysSay(Body body) throws Exception {
        String stream = rig.stream(4);
        var entries = IntStream.range(0, 500)
                .mapToObj(i -> entry("key-" + i, "data-" + i))
                .toList();

        var answer = rig.client(body).putRecords(r -> r.streamName(stream).records(entries));

        assertThat(answer.failedRecordCount()).isZero();
        assertThat(answer.encryptionType()).isNull();
        var size = BigInteger.TWO.pow(128).divide(BigInteger.valueOf(4));
        var expected = new ArrayList<ArrayList<String>>();
        for (int i = 0; i < 4; i++) expected.add(new ArrayList<>());
        for (int i = 0; i < 500; i++) {
            byte[] md5 = MessageDigest.getInstance("MD5")
                    .digest(("key-" + i).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            int shard = new BigInteger(1, md5).divide(size).intValue();
            expected.get(shard).add("data-" + i);
            assertThat(answer.records().get(i).shardId()).isEqualTo(shardId(shard));
        }
        for (int shard = 0; shard < 4; shard++) {
            var records = rig.readAll(stream, shard);
            assertThat(texts(records)).isEqualTo(expected.get(shard));
            assertThat(records.stream().map(record -> new BigInteger(record.sequenceNumber())))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExplicitHashKeyDecidesAtTheEdgesOfRanges(Body body) {
        String stream = rig.stream(2);
        var half = BigInteger.TWO.pow(127);
        var client = rig.client(body);

        assertThat(shardOf(client, stream, "0")).isEqualTo(shardId(0));
        assertThat(shardOf(client, stream, half.subtract(BigInteger.ONE).toString()))
                .isEqualTo(shardId(0));
        assertThat(shardOf(client, stream, half.toString())).isEqualTo(shardId(1));
        assertThat(shardOf(
                        client,
                        stream,
                        BigInteger.TWO.pow(128).subtract(BigInteger.ONE).toString()))
                .isEqualTo(shardId(1));
    }

    private static String shardOf(KinesisClient client, String stream, String hashKey) {
        return client.putRecord(r -> r.streamName(stream)
                        .partitionKey("k")
                        .explicitHashKey(hashKey)
                        .data(SdkBytes.fromUtf8String("d")))
                .shardId();
    }

    @Test
    void aHashKeyBeyondTheSpaceIsRefused() {
        String stream = rig.stream(1);
        String beyond = BigInteger.TWO.pow(128).toString();

        assertRefused(
                () -> shardOf(rig.client(), stream, beyond),
                "InvalidArgumentException",
                "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was "
                        + beyond);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "01", "a", "", "1000000000000000000000000000000000000000"})
    void whatIsNoHashKeyBreaksTheConstraint(String text) {
        String stream = rig.stream(1);

        assertRefused(
                () -> shardOf(rig.client(), stream, text),
                "ValidationException",
                "1 validation error detected: Value '" + text + "' at 'explicitHashKey' failed to satisfy constraint:"
                        + " Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})");
    }

    @Test
    void aRecordAndItsKeyFillAMebibyteAndNoMore() {
        String stream = rig.stream(1);

        rig.put(stream, "k", "x".repeat(MEBIBYTE - 1));
        assertRefused(
                () -> rig.put(stream, "kk", "x".repeat(MEBIBYTE - 1)),
                "InvalidArgumentException",
                "The size of the record, data and partition key together, is 1048577 bytes and exceeds the maximum of"
                        + " 1048576 bytes of this stream.");
        assertRefused(
                () -> rig.put(stream, "k", "x".repeat(MEBIBYTE + 1)),
                "ValidationException",
                "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=1048577 cap=1048577]' at 'data'"
                        + " failed to satisfy constraint: Member must have length less than or equal to 1048576");
        assertRefused(
                () -> rig.client()
                        .putRecords(r ->
                                r.streamName(stream).records(entry("k", "d"), entry("k", "x".repeat(MEBIBYTE + 1)))),
                "ValidationException",
                "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=1048577 cap=1048577]' at"
                        + " 'records.2.member.data' failed to satisfy constraint: Member must have length less than or"
                        + " equal to 1048576");
    }

    @Test
    void noRecordOfAnyStreamIsLargerThanTenMebibytes() {
        String stream = rig.stream(r -> r.shardCount(1).maxRecordSizeInKiB(10240));

        rig.put(stream, "k", "x".repeat(10 * MEBIBYTE - 1));
        assertRefused(
                () -> rig.put(stream, "k", "x".repeat(10 * MEBIBYTE + 1)),
                "ValidationException",
                "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=10485761 cap=10485761]' at"
                        + " 'data' failed to satisfy constraint: Member must have length less than or equal to"
                        + " 10485760");
    }

    @Test
    void aCallHoldsTenMebibytesAndNoMore() {
        String stream = rig.stream(1);
        var full = Collections.nCopies(10, entry("k", "x".repeat(MEBIBYTE - 1)));
        var above = new ArrayList<PutRecordsRequestEntry>(full);
        above.add(entry("k", ""));

        assertThat(rig.client()
                        .putRecords(r -> r.streamName(stream).records(full))
                        .failedRecordCount())
                .isZero();
        assertRefused(
                () -> rig.client().putRecords(r -> r.streamName(stream).records(above)),
                "InvalidArgumentException",
                "Records size exceeds 10 MB limit");
    }

    @Test
    void aCallHoldsOneToFiveHundredRecords() {
        String stream = rig.stream(1);

        assertRefused(
                () -> rig.client().putRecords(r -> r.streamName(stream).records(Collections.emptyList())),
                "ValidationException",
                "1 validation error detected: Value '[]' at 'records' failed to satisfy constraint: Member must have"
                        + " length greater than or equal to 1");
        var refusal = io.millrace.streams.AwsErrors.refusal(() ->
                rig.client().putRecords(r -> r.streamName(stream).records(Collections.nCopies(501, entry("k", "d")))));
        assertThat(refusal.awsErrorDetails().errorMessage())
                .startsWith("1 validation error detected: Value '[PutRecordsRequestEntry(data=java.nio.HeapByteBuffer"
                        + "[pos=0 lim=1 cap=1], explicitHashKey=null, partitionKey=k), ")
                .endsWith("]' at 'records' failed to satisfy constraint: Member must have length less than or equal to"
                        + " 500");
    }

    @Test
    void aKeyHasOneToTwoHundredFiftySixCharacters() {
        String stream = rig.stream(1);

        rig.put(stream, "ü".repeat(256), "d");
        assertRefused(
                () -> rig.put(stream, "", "d"),
                "ValidationException",
                "1 validation error detected: Value '' at 'partitionKey' failed to satisfy constraint: Member must have"
                        + " length greater than or equal to 1");
        assertRefused(
                () -> rig.put(stream, "k".repeat(257), "d"),
                "ValidationException",
                "1 validation error detected: Value '" + "k".repeat(257)
                        + "' at 'partitionKey' failed to satisfy constraint: Member must have length less than or"
                        + " equal to 256");
    }

    @Test
    void anOrderingNumberMustBeOneThatWasGiven() {
        String stream = rig.stream(1);
        String first = rig.put(stream, "k", "1");

        var second = rig.client()
                .putRecord(r -> r.streamName(stream)
                        .partitionKey("k")
                        .sequenceNumberForOrdering(first)
                        .data(SdkBytes.fromUtf8String("2")));
        assertThat(new BigInteger(second.sequenceNumber())).isGreaterThan(new BigInteger(first));
        assertRefused(
                () -> rig.client()
                        .putRecord(r -> r.streamName(stream)
                                .partitionKey("k")
                                .sequenceNumberForOrdering("5")
                                .data(SdkBytes.fromUtf8String("2"))),
                "InvalidArgumentException",
                "ExclusiveMinimumSequenceNumber 5 used in PutRecord on stream " + stream
                        + " under account 000000000000 is invalid.");
    }

    @Test
    void aStreamThatIsNotThereTakesNothing() {
        assertRefused(
                () -> rig.put("no-such", "k", "d"),
                "ResourceNotFoundException",
                "Stream no-such under account 000000000000 not found.");
        assertRefused(
                () -> rig.client()
                        .putRecords(r -> r.streamARN(StreamsRig.arn("no-such")).records(entry("k", "d"))),
                "ResourceNotFoundException",
                "Stream no-such under account 000000000000 not found.");
    }
}
