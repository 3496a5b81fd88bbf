package io.millrace.streams.consume;

import static io.millrace.streams.AwsErrors.assertRefused;
import static io.millrace.streams.AwsErrors.refusal;
import static io.millrace.streams.StreamsRig.shardId;
import static io.millrace.streams.StreamsRig.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.streams.StreamsRig;
import io.millrace.streams.token.TokenSeal;
import io.millrace.testkit.KinesisClients.Body;
import io.millrace.testkit.ServiceRig;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class ShardIteratorsTest {
    private final StreamsRig rig = StreamsRig.shared();

    @ParameterizedTest
    @EnumSource
    void recordsComeInTheirOrderWithAllTheirParts(Body body) {
        String stream = rig.stream(1);
        Instant before = rig.service().clock().instant().minusMillis(1);
        String first = rig.put(stream, "schlüssel \"1\" \\ \t 😀", "eins");
        rig.put(stream, "k", "");

        var client = rig.client(body);
        String iterator = client.getShardIterator(r -> r.streamARN(StreamsRig.arn(stream))
                        .shardId(shardId(0))
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        var page = client.getRecords(r -> r.shardIterator(iterator).streamARN(StreamsRig.arn(stream)));

        assertThat(texts(page.records())).containsExactly("eins", "");
        var record = page.records().getFirst();
        assertThat(record.sequenceNumber()).isEqualTo(first);
        assertThat(record.partitionKey()).isEqualTo("schlüssel \"1\" \\ \t 😀");
        assertThat(record.approximateArrivalTimestamp())
                .isBetween(before, rig.service().clock().instant());
        assertThat(record.encryptionType()).isNull();
        assertThat(page.millisBehindLatest()).isZero();
        assertThat(page.hasChildShards()).isFalse();
        assertThat(page.nextShardIterator()).isNotBlank().isNotEqualTo(iterator);
    }

    @Test
    void everyTypeStartsAtItsPlace() {
        String stream = rig.stream(1);
        rig.put(stream, "k", "0");
        rig.advance(Duration.ofSeconds(10));
        Instant between = rig.service().clock().instant();
        rig.advance(Duration.ofSeconds(10));
        String one = rig.put(stream, "k", "1");
        rig.put(stream, "k", "2");

        assertThat(from(stream, r -> r.shardIteratorType("TRIM_HORIZON"))).containsExactly("0", "1", "2");
        assertThat(from(stream, r -> r.shardIteratorType("LATEST"))).isEmpty();
        assertThat(from(stream, r -> r.shardIteratorType("AT_SEQUENCE_NUMBER").startingSequenceNumber(one)))
                .containsExactly("1", "2");
        assertThat(from(
                        stream,
                        r -> r.shardIteratorType("AFTER_SEQUENCE_NUMBER").startingSequenceNumber(one)))
                .containsExactly("2");
        assertThat(from(stream, r -> r.shardIteratorType("AT_TIMESTAMP").timestamp(between)))
                .containsExactly("1", "2");
        assertThat(from(stream, r -> r.shardIteratorType("AT_TIMESTAMP").timestamp(Instant.EPOCH)))
                .containsExactly("0", "1", "2");
        String starting = rig.client()
                .listShards(r -> r.streamName(stream))
                .shards()
                .getFirst()
                .sequenceNumberRange()
                .startingSequenceNumber();
        assertThat(from(stream, r -> r.shardIteratorType("AT_SEQUENCE_NUMBER").startingSequenceNumber(starting)))
                .containsExactly("0", "1", "2");
        assertThat(from(
                        stream,
                        r -> r.shardIteratorType("AFTER_SEQUENCE_NUMBER").startingSequenceNumber(starting)))
                .containsExactly("0", "1", "2");
    }

    private java.util.List<String> from(String stream, Consumer<GetShardIteratorRequest.Builder> where) {
        String iterator = rig.client()
                .getShardIterator(r -> where.accept(r.streamName(stream).shardId(shardId(0))))
                .shardIterator();
        return texts(rig.get(iterator).records());
    }

    @Test
    void latestIsTheEndAtTheTimeOfTheCall() {
        String stream = rig.stream(1);
        String latest = rig.iterator(stream, 0, ShardIteratorType.LATEST);

        rig.put(stream, "k", "after");

        assertThat(texts(rig.get(latest).records())).containsExactly("after");
        assertThat(texts(rig.get(latest).records())).as("used again").containsExactly("after");
    }

    @Test
    void aLimitSplitsPagesAndTellsHowFarBehind() {
        String stream = rig.stream(1);
        rig.put(stream, "k", "0");
        rig.put(stream, "k", "1");
        rig.advance(Duration.ofSeconds(30));
        String start = rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON);

        var first = rig.client().getRecords(r -> r.shardIterator(start).limit(1));

        assertThat(texts(first.records())).containsExactly("0");
        assertThat(first.millisBehindLatest()).isGreaterThanOrEqualTo(30_000);
        assertThat(texts(rig.get(first.nextShardIterator()).records())).containsExactly("1");
        assertRefused(
                () -> rig.client().getRecords(r -> r.shardIterator(start).limit(10_001)),
                "ValidationException",
                "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have"
                        + " value less than or equal to 10000");
    }

    @Test
    void oneAnswerHoldsAtMostTenMebibytes() {
        String stream = rig.stream(r -> r.shardCount(1).maxRecordSizeInKiB(10240));
        String large = "x".repeat(4 * 1024 * 1024);
        for (int i = 0; i < 3; i++) rig.put(stream, "k", large);

        var first = rig.get(rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON));
        assertThat(first.records()).hasSize(2);
        assertThat(rig.get(first.nextShardIterator()).records()).hasSize(1);
    }

    @Test
    void anIteratorInQuotesIsTaken() {
        String stream = rig.stream(1);
        rig.put(stream, "k", "0");
        String iterator = rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON);

        assertThat(texts(rig.get('"' + iterator + '"').records())).containsExactly("0");
    }

    @Test
    void anIteratorExpiresAfterFiveMinutes() {
        String stream = rig.stream(1);
        String iterator = rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON);

        rig.advance(Duration.ofMinutes(5).minusSeconds(10));
        rig.get(iterator);
        rig.advance(Duration.ofSeconds(11));

        var refusal = refusal(() -> rig.get(iterator));
        assertThat(refusal).isInstanceOf(ExpiredIteratorException.class);
        assertThat(refusal.awsErrorDetails().errorMessage())
                .matches(
                        "Iterator expired\\. The iterator was created at time \\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d"
                                + " UTC \\d{4} while right now it is \\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4} which is"
                                + " further in the future than the tolerated delay of 300000 milliseconds\\.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "AAAA", "\"\"", "\"", "====", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void whatIsNoIteratorIsRefused(String text) {
        assertRefused(() -> rig.get(text), "InvalidArgumentException", "Invalid ShardIterator.");
    }

    @Test
    void aTamperedIteratorIsRefused() {
        String stream = rig.stream(1);
        byte[] bytes = Base64.getDecoder().decode(rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON));

        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            String text = Base64.getEncoder().encodeToString(changed);
            assertRefused(() -> rig.get(text), "InvalidArgumentException", "Invalid ShardIterator.");
        }
    }

    @Test
    void anIteratorOfAnotherAccountOrPurposeIsRefused() {
        String stream = rig.stream(1);
        var seal = rig.service().bean(TokenSeal.class);
        String iterator = rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON);
        byte[] content = seal.open("GetRecords", ServiceRig.ACCOUNT, iterator).orElseThrow();

        rig.get(seal.seal("GetRecords", ServiceRig.ACCOUNT, content));
        String foreign = seal.seal("GetRecords", "111111111111", content);
        assertRefused(() -> rig.get(foreign), "InvalidArgumentException", "Invalid ShardIterator.");
        String token = seal.seal("ListShards", ServiceRig.ACCOUNT, content);
        assertRefused(() -> rig.get(token), "InvalidArgumentException", "Invalid ShardIterator.");
    }

    @Test
    void anIteratorEndsWithItsStreamEvenIfAnotherTakesItsName() {
        String stream = rig.stream(1);
        rig.put(stream, "k", "old");
        String iterator = rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON);
        rig.client().deleteStream(r -> r.streamName(stream));
        rig.awaitGone(stream);
        String message =
                "Shard shardId-000000000000 in stream " + stream + " under account 000000000000 does not exist";

        assertRefused(() -> rig.get(iterator), "ResourceNotFoundException", message);

        rig.client().createStream(r -> r.streamName(stream).shardCount(1));
        rig.awaitActive(stream);
        assertRefused(() -> rig.get(iterator), "ResourceNotFoundException", message);
        assertThat(rig.readAll(stream, 0)).isEmpty();
    }

    @Test
    void theArnBesideAnIteratorMustBeItsStream() {
        String stream = rig.stream(1);
        String iterator = rig.iterator(stream, 0, ShardIteratorType.TRIM_HORIZON);
        String other = StreamsRig.arn("other");

        assertRefused(
                () -> rig.client().getRecords(r -> r.shardIterator(iterator).streamARN(other)),
                "InvalidArgumentException",
                "StreamARN " + other + " does not match the ShardIterator.");
    }

    @Test
    void everyMistakeInAskingForAnIteratorHasItsError() {
        String stream = rig.stream(2);
        String one = rig.put(stream, "k", "1");
        int holder = rig.readAll(stream, 0).isEmpty() ? 1 : 0;
        var client = rig.client();

        assertRefused(
                () -> client.getShardIterator(
                        r -> r.streamName("no-such").shardId(shardId(0)).shardIteratorType("LATEST")),
                "ResourceNotFoundException",
                "Stream no-such under account 000000000000 not found.");
        assertRefused(
                () -> ask(stream, r -> r.shardId(shardId(7)).shardIteratorType("LATEST")),
                "ResourceNotFoundException",
                "Shard shardId-000000000007 in stream " + stream + " under account 000000000000 does not exist");
        assertRefused(
                () -> ask(stream, r -> r.shardId("shardId-x").shardIteratorType("LATEST")),
                "ResourceNotFoundException",
                "Could not find shard shardId-x in stream " + stream + " under account 000000000000.");
        assertRefused(
                () -> ask(stream, r -> r.shardId(shardId(0)).shardIteratorType("EARLIEST")),
                "ValidationException",
                "1 validation error detected: Value 'EARLIEST' at 'shardIteratorType' failed to satisfy constraint:"
                        + " Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP,"
                        + " AT_SEQUENCE_NUMBER, TRIM_HORIZON]");
        assertRefused(
                () -> ask(stream, r -> r.shardId(shardId(0)).shardIteratorType("AT_SEQUENCE_NUMBER")),
                "InvalidArgumentException",
                "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2)"
                        + " TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified AT_SEQUENCE_NUMBER"
                        + " and no StartingSequenceNumber.");
        assertRefused(
                () -> ask(
                        stream,
                        r -> r.shardId(shardId(0)).shardIteratorType("LATEST").startingSequenceNumber(one)),
                "InvalidArgumentException",
                "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2)"
                        + " TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified LATEST and also a"
                        + " StartingSequenceNumber.");
        assertRefused(
                () -> ask(stream, r -> r.shardId(shardId(0)).shardIteratorType("AT_TIMESTAMP")),
                "InvalidArgumentException",
                "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no"
                        + " timestamp parameter.");
        assertRefused(
                () -> ask(
                        stream,
                        r -> r.shardId(shardId(0))
                                .shardIteratorType("AT_SEQUENCE_NUMBER")
                                .startingSequenceNumber("5")),
                "InvalidArgumentException",
                "StartingSequenceNumber 5 used in GetShardIterator on shard shardId-000000000000 in stream " + stream
                        + " under account 000000000000 is invalid.");
        assertRefused(
                () -> ask(
                        stream,
                        r -> r.shardId(shardId(1 - holder))
                                .shardIteratorType("AT_SEQUENCE_NUMBER")
                                .startingSequenceNumber(one)),
                "InvalidArgumentException",
                "Invalid StartingSequenceNumber. It encodes " + shardId(holder)
                        + ", while it was used in a call to a shard with " + shardId(1 - holder));
        Instant future = rig.service().clock().instant().plusSeconds(60);
        assertThat(refusal(() -> ask(
                                stream,
                                r -> r.shardId(shardId(0))
                                        .shardIteratorType("AT_TIMESTAMP")
                                        .timestamp(future)))
                        .awsErrorDetails()
                        .errorMessage())
                .startsWith("The timestampInMillis parameter cannot be greater than the currentTimestampInMillis."
                        + " timestampInMillis: ");
    }

    private void ask(String stream, Consumer<GetShardIteratorRequest.Builder> what) {
        rig.client().getShardIterator(r -> what.accept(r.streamName(stream)));
    }
}
