package io.millrace.streams.fanout;

import static io.millrace.streams.StreamsRig.shardId;
import static io.millrace.streams.fanout.Subscriber.startingAt;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.kinesis.model.ShardIteratorType.AFTER_SEQUENCE_NUMBER;
import static software.amazon.awssdk.services.kinesis.model.ShardIteratorType.AT_SEQUENCE_NUMBER;
import static software.amazon.awssdk.services.kinesis.model.ShardIteratorType.AT_TIMESTAMP;
import static software.amazon.awssdk.services.kinesis.model.ShardIteratorType.LATEST;
import static software.amazon.awssdk.services.kinesis.model.ShardIteratorType.TRIM_HORIZON;

import io.millrace.streams.StreamsRig;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.KinesisClients.Body;
import io.millrace.testkit.SignedHttp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.eventstream.Message;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscribeToShardTest {
    private final StreamsRig rig = StreamsRig.shared();
    private final FanoutRig fanout = new FanoutRig(rig);

    @AfterEach
    void everySubscriberLeaves() {
        fanout.everybodyLeaves();
        Eventually.holds(() -> assertThat(gauge()).isZero());
    }

    @AfterAll
    void close() {
        fanout.close();
    }

    @Test
    void aSubscriberBeginsAtEachOfTheFivePositions() throws Exception {
        String stream = rig.stream(1);
        rig.put(stream, "k", "0");
        rig.advance(Duration.ofMinutes(1));
        var between = rig.service().clock().instant();
        rig.advance(Duration.ofMinutes(1));
        String second = rig.put(stream, "k", "1");
        rig.put(stream, "k", "2");

        assertThat(reader(stream, startingAt(TRIM_HORIZON)).texts(3)).containsExactly("0", "1", "2");
        assertThat(reader(stream, startingAt(AT_SEQUENCE_NUMBER, second)).texts(2))
                .containsExactly("1", "2");
        assertThat(reader(stream, startingAt(AFTER_SEQUENCE_NUMBER, second)).texts(1))
                .containsExactly("2");
        var atTime =
                StartingPosition.builder().type(AT_TIMESTAMP).timestamp(between).build();
        assertThat(reader(stream, atTime).texts(2)).containsExactly("1", "2");
        var latest = reader(stream, startingAt(LATEST));
        assertThat(latest.next().records()).isEmpty();
        rig.put(stream, "k", "3");
        assertThat(latest.texts(1)).containsExactly("3");
    }

    private Subscriber reader(String stream, StartingPosition start) {
        return fanout.subscribe(fanout.consumer(stream, StreamsRig.newName()), start);
    }

    @ParameterizedTest
    @CsvSource({"CBOR, HTTP2", "JSON, HTTP2", "CBOR, HTTP1_1", "JSON, HTTP1_1"})
    void whatIsPutIsPushed(Body body, Protocol protocol) throws Exception {
        String stream = rig.stream(1);
        String consumer = fanout.consumer(stream, "pushed");
        try (var client = FanoutRig.async(rig, body, protocol)) {
            var subscriber = new Subscriber(client, consumer, shardId(0), startingAt(LATEST));
            assertThat(subscriber.next().records()).isEmpty();

            for (int i = 0; i < 20; i++) {
                String number = rig.put(stream, "key \"" + i, "data " + i);

                var record = subscriber.records(1).getFirst();
                assertThat(record.sequenceNumber()).isEqualTo(number);
                assertThat(record.partitionKey()).isEqualTo("key \"" + i);
                assertThat(record.data().asUtf8String()).isEqualTo("data " + i);
            }
            var all = rig.readAll(stream, 0);
            assertThat(all).hasSize(20);
            subscriber.leave();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"})
    void whoGoesOnFromAnEventLosesAndDoublesNothing(ShardIteratorType type) throws Exception {
        String stream = rig.stream(1);
        String consumer = fanout.consumer(stream, "resumed");

        // A shard that never had a record.
        var subscriber = fanout.subscribe(consumer, LATEST);
        String place = subscriber.next().continuationSequenceNumber();
        subscriber.leave();
        rig.put(stream, "k", "0");
        rig.put(stream, "k", "1");
        rig.advance(Duration.ofSeconds(6));
        subscriber = fanout.subscribe(consumer, startingAt(type, place));
        var event = subscriber.next();
        assertThat(StreamsRig.texts(event.records())).containsExactly("0", "1");
        assertThat(event.millisBehindLatest()).isZero();

        // Behind a record, with the numbers in order.
        place = event.continuationSequenceNumber();
        assertThat(place).isGreaterThan(event.records().getLast().sequenceNumber());
        subscriber.leave();
        String third = rig.put(stream, "k", "2");
        assertThat(place).isLessThan(third);
        rig.advance(Duration.ofSeconds(6));
        subscriber = fanout.subscribe(consumer, startingAt(type, place));
        assertThat(subscriber.texts(1)).containsExactly("2");
        subscriber.leave();

        // A polling reader may use it too.
        String at = place;
        String iterator = rig.client()
                .getShardIterator(r -> r.streamName(stream)
                        .shardId(shardId(0))
                        .shardIteratorType(type)
                        .startingSequenceNumber(at))
                .shardIterator();
        assertThat(StreamsRig.texts(rig.get(iterator).records())).containsExactly("2");
    }

    @Test
    void aPlaceAmongExpiredRecordsGoesOnBehindThem() throws Exception {
        String stream = rig.stream(1);
        String consumer = fanout.consumer(stream, "late");
        String first = rig.put(stream, "k", "expired");
        rig.put(stream, "k", "expired too");
        rig.advance(Duration.ofHours(24).plusSeconds(1));

        var subscriber = fanout.subscribe(consumer, startingAt(AFTER_SEQUENCE_NUMBER, first));
        var event = subscriber.next();
        assertThat(event.records()).isEmpty();
        subscriber.leave();
        rig.put(stream, "k", "fresh");
        rig.advance(Duration.ofSeconds(6));
        var next = fanout.subscribe(consumer, startingAt(AT_SEQUENCE_NUMBER, event.continuationSequenceNumber()));
        assertThat(next.texts(1)).containsExactly("fresh");
        next.leave();
    }

    @Test
    void anIdleSubscriberHearsAnEventEveryFiveSecondsAndTheEndAfterFiveMinutes() throws Exception {
        String stream = rig.stream(1);
        rig.put(stream, "k", "0");
        var subscriber = fanout.subscribe(fanout.consumer(stream, "idle"), TRIM_HORIZON);
        String place = subscriber.next().continuationSequenceNumber();

        for (int i = 0; i < 3; i++) {
            rig.advance(Duration.ofSeconds(5));
            var heartbeat = subscriber.next();
            assertThat(heartbeat.records()).isEmpty();
            assertThat(heartbeat.continuationSequenceNumber()).isEqualTo(place);
            assertThat(heartbeat.millisBehindLatest()).isZero();
            assertThat(heartbeat.childShards()).isEmpty();
        }
        assertThat(subscriber.isOpen()).isTrue();

        rig.advance(Duration.ofMinutes(5));
        subscriber.ends();
    }

    @Test
    void aSecondCallIsRefusedAtFirstAndTakesOverLater() throws Exception {
        String stream = rig.stream(1);
        String consumer = fanout.consumer(stream, "fought-over");
        String words = "Another active subscription exists for this consumer: 000000000000:" + stream
                + ":shardId-000000000000:fought-over";
        double exceeded = counter("millrace.streams.fanout.rate.exceeded");
        var first = fanout.subscribe(consumer, LATEST);
        first.next();

        fanout.subscribe(consumer, LATEST)
                .fails(
                        "LimitExceededException",
                        "Rate exceeded for consumer fought-over and shard shardId-000000000000 in stream " + stream
                                + " under account 000000000000.");
        rig.advance(Duration.ofMillis(1500));
        fanout.subscribe(consumer, LATEST).fails("ResourceInUseException", words);
        assertThat(counter("millrace.streams.fanout.rate.exceeded")).isEqualTo(exceeded + 2);

        rig.advance(Duration.ofSeconds(4));
        var second = fanout.subscribe(consumer, LATEST);
        first.fails("ResourceInUseException", words);
        first.rest();
        second.next();
        rig.put(stream, "k", "for the second");
        assertThat(second.texts(1)).containsExactly("for the second");
        assertThat(first.rest()).isEmpty();
    }

    @Test
    void whoLeftMakesRoomAtOnce() throws Exception {
        String stream = rig.stream(1);
        String consumer = fanout.consumer(stream, "back-soon");
        var first = fanout.subscribe(consumer, LATEST);
        first.next();
        first.leave();
        Eventually.holds(() -> assertThat(gauge()).isZero());

        rig.advance(Duration.ofMillis(1500));
        fanout.subscribe(consumer, LATEST).next();
    }

    @Test
    void aConsumerThatIsDeregisteredLosesItsSubscription() throws Exception {
        String stream = rig.stream(1);
        String consumer = fanout.consumer(stream, "removed");
        var subscriber = fanout.subscribe(consumer, LATEST);
        subscriber.next();

        rig.client().deregisterStreamConsumer(r -> r.consumerARN(consumer));

        subscriber.fails("ResourceNotFoundException", "Consumer " + consumer + " not found.");
    }

    @Test
    void aStreamThatIsDeletedEndsItsSubscriptions() throws Exception {
        String stream = rig.stream(1);
        String consumer = fanout.consumer(stream, "orphan");
        var subscriber = fanout.subscribe(consumer, LATEST);
        subscriber.next();

        rig.client().deleteStream(r -> r.streamName(stream).enforceConsumerDeletion(true));

        subscriber.fails("ResourceNotFoundException", "Consumer " + consumer + " not found.");
    }

    @Test
    void everyConsumerGetsEverything() throws Exception {
        String stream = rig.stream(1);
        var subscribers = new ArrayList<Subscriber>();
        for (int i = 0; i < 5; i++) subscribers.add(fanout.subscribe(fanout.consumer(stream, "c" + i), LATEST));
        for (var subscriber : subscribers)
            assertThat(subscriber.next().records()).isEmpty();
        var expected = IntStream.range(0, 300).mapToObj(i -> "record " + i).toList();

        for (int i = 0; i < 300; i += 10)
            rig.client().putRecords(put(stream, expected.subList(i, i + 10))).records();

        for (var subscriber : subscribers) assertThat(subscriber.texts(300)).isEqualTo(expected);
    }

    private static java.util.function.Consumer<software.amazon.awssdk.services.kinesis.model.PutRecordsRequest.Builder>
            put(String stream, List<String> texts) {
        return r -> r.streamName(stream)
                .records(texts.stream().map(text -> StreamsRig.entry("k", text)).toList());
    }

    @Test
    void aLongWayIsGoneInBoundedEventsFromDiskAndFromMemory() throws Exception {
        try (var small = StreamsRig.start(Map.of("millrace.streams.log.tail-cache-size", "4MB"));
                var itsFanout = new FanoutRig(small)) {
            String stream = small.stream(1);
            byte[] data = new byte[100_000];
            var numbers = new ArrayList<String>();
            for (int i = 0; i < 200; i++)
                numbers.add(small.client()
                        .putRecord(r -> r.streamName(stream).partitionKey("k").data(SdkBytes.fromByteArray(data)))
                        .sequenceNumber());

            var subscriber = itsFanout.subscribe(itsFanout.consumer(stream, "far-behind"), TRIM_HORIZON);

            var read = new ArrayList<String>();
            while (read.size() < numbers.size()) {
                var event = subscriber.next();
                assertThat(event.records()).hasSizeBetween(1, 10);
                event.records().stream().map(Record::sequenceNumber).forEach(read::add);
            }
            assertThat(read).isEqualTo(numbers);
        }
    }

    @Test
    void aRecordThatIsLargerThanAnEventTravelsAlone() throws Exception {
        String stream = rig.stream(r -> r.shardCount(1).maxRecordSizeInKiB(10240));
        rig.put(stream, "k", "before");
        rig.put(stream, "k", "x".repeat(5_000_000));
        rig.put(stream, "k", "after");

        var subscriber = fanout.subscribe(fanout.consumer(stream, "large"), TRIM_HORIZON);

        assertThat(StreamsRig.texts(subscriber.next().records())).containsExactly("before");
        assertThat(subscriber.next().records().getFirst().data().asByteArrayUnsafe())
                .hasSize(5_000_000);
        assertThat(StreamsRig.texts(subscriber.next().records())).containsExactly("after");
    }

    @Test
    void theFramesAreThoseOfAnEventStream() throws Exception {
        String stream = rig.stream(1);
        String consumer = fanout.consumer(stream, "raw");
        String number = rig.put(stream, "k", "hello");
        var answer = CompletableFuture.supplyAsync(() -> call(
                rig.http(),
                "{\"ConsumerARN\":\"" + consumer
                        + "\",\"ShardId\":\"shardId-000000000000\",\"StartingPosition\":{\"Type\":\"TRIM_HORIZON\"}}"));
        Eventually.holds(() -> assertThat(gauge()).isEqualTo(1));
        rig.client().deregisterStreamConsumer(r -> r.consumerARN(consumer));

        var raw = answer.get();

        assertThat(raw.status()).isEqualTo(200);
        assertThat(raw.headers()).containsEntry("content-type", "application/vnd.amazon.eventstream");
        assertThat(raw.headers()).containsKeys("x-amzn-RequestId", "x-amz-id-2", "date");
        var frames = new ArrayList<Message>();
        // Checks lengths and both checksums.
        for (var rest = ByteBuffer.wrap(raw.body()); rest.hasRemaining(); ) frames.add(Message.decode(rest));
        assertThat(frames).hasSize(3);
        assertThat(shown(frames.get(0)))
                .isEqualTo(":content-type=application/x-amz-json-1.1, :event-type=initial-response,"
                        + " :message-type=event {}");
        assertThat(shown(frames.get(1)))
                .matches("\\Q:content-type=application/x-amz-json-1.1, :event-type=SubscribeToShardEvent,"
                        + " :message-type=event {\"Records\":[{\"SequenceNumber\":\"" + number
                        + "\",\"ApproximateArrivalTimestamp\":\\E\\d+\\.\\d{3}\\Q,\"PartitionKey\":\"k\","
                        + "\"Data\":\"aGVsbG8=\"}],\"ContinuationSequenceNumber\":\"\\E\\d{56}\\Q\","
                        + "\"MillisBehindLatest\":0}\\E");
        assertThat(shown(frames.get(2)))
                .isEqualTo(":content-type=application/x-amz-json-1.1, :exception-type=ResourceNotFoundException,"
                        + " :message-type=exception {\"message\":\"Consumer " + consumer + " not found.\"}");
    }

    private static SignedHttp.Answer call(SignedHttp http, String body) {
        try {
            return http.json(StreamsRig.TARGET + "SubscribeToShard", body);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String shown(Message frame) {
        return String.join(
                        ", ",
                        frame.getHeaders().entrySet().stream()
                                .map(header -> header.getKey() + "="
                                        + header.getValue().getString())
                                .sorted()
                                .toList())
                + " " + new String(frame.getPayload(), StandardCharsets.UTF_8);
    }

    @Test
    void aMistakeIsAnsweredBeforeTheStreamBegins() throws Exception {
        String stream = rig.stream(1);
        String consumer = fanout.consumer(stream, "wrong");
        String absent = StreamsRig.arn(stream) + "/consumer/absent:1";

        fanout.subscribe(absent, LATEST).fails("ResourceNotFoundException", "Consumer " + absent + " not found.");
        new Subscriber(fanout.client(), consumer, shardId(7), startingAt(LATEST))
                .fails(
                        "ResourceNotFoundException",
                        "Shard shardId-000000000007 in stream " + stream
                                + " under account 000000000000 does not exist");
        fanout.subscribe(consumer, AT_TIMESTAMP)
                .fails(
                        "InvalidArgumentException",
                        "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request"
                                + " has no timestamp parameter.");
        fanout.subscribe(consumer, startingAt(AT_SEQUENCE_NUMBER, "5"))
                .fails(
                        "InvalidArgumentException",
                        "StartingSequenceNumber 5 used in SubscribeToShard on shard shardId-000000000000 in stream "
                                + stream + " under account 000000000000 is invalid.");
        fanout.subscribe(consumer, startingAt(LATEST, "5"))
                .fails(
                        "InvalidArgumentException",
                        "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber"
                                + " or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified"
                                + " LATEST and also a StartingSequenceNumber.");
        assertThat(call(rig.http(), "{}").text())
                .isEqualTo("{\"__type\":\"ValidationException\",\"message\":\"3 validation errors detected: Value null"
                        + " at 'consumerARN' failed to satisfy constraint: Member must not be null; Value null at"
                        + " 'shardId' failed to satisfy constraint: Member must not be null; Value null at"
                        + " 'startingPosition' failed to satisfy constraint: Member must not be null\"}");
        // None of these was a call that counts.
        fanout.subscribe(consumer, LATEST).next();
    }

    @Test
    void theEndOfAShardNamesItsChildren() throws Exception {
        String stream = rig.stream(1);
        String consumer = fanout.consumer(stream, "parent");
        var subscriber = fanout.subscribe(consumer, LATEST);
        subscriber.next();
        rig.put(stream, "k", "before");
        assertThat(subscriber.texts(1)).containsExactly("before");

        rig.client()
                .splitShard(r -> r.streamName(stream)
                        .shardToSplit(shardId(0))
                        .newStartingHashKey("170141183460469231731687303715884105728"));

        assertEnd(subscriber);
        rig.awaitActive(stream);
        rig.put(stream, "k", "behind");
        // Whoever comes late is told the same, behind the records.
        rig.advance(Duration.ofSeconds(6));
        var late = fanout.subscribe(consumer, TRIM_HORIZON);
        assertThat(late.texts(1)).containsExactly("before");
        assertEnd(late);
        var child = new ArrayList<String>();
        for (int i = 1; i < 3; i++) child.addAll(StreamsRig.texts(rig.readAll(stream, i)));
        assertThat(child).containsExactly("behind");
    }

    private static void assertEnd(Subscriber subscriber) throws Exception {
        subscriber.ends();
        var rest = subscriber.rest();
        var last = rest.getLast();
        assertThat(rest.subList(0, rest.size() - 1)).allMatch(event -> event.continuationSequenceNumber() != null);
        assertThat(last.continuationSequenceNumber()).isNull();
        assertThat(last.millisBehindLatest()).isZero();
        assertThat(last.childShards())
                .extracting(child -> child.shardId() + " of " + child.parentShards() + " "
                        + child.hashKeyRange().startingHashKey() + "-"
                        + child.hashKeyRange().endingHashKey())
                .containsExactly(
                        "shardId-000000000001 of [shardId-000000000000]" + " 0-170141183460469231731687303715884105727",
                        "shardId-000000000002 of [shardId-000000000000]"
                                + " 170141183460469231731687303715884105728-340282366920938463463374607431768211455");
    }

    @Test
    void aConsumerThatIsNotActiveCanNotSubscribe() throws Exception {
        try (var slow = StreamsRig.start(Map.of("millrace.streams.transition-delay", "2s"));
                var itsFanout = new FanoutRig(slow)) {
            String stream = slow.stream(1);
            var made = slow.client()
                    .registerStreamConsumer(
                            r -> r.streamARN(StreamsRig.arn(stream)).consumerName("new"))
                    .consumer();

            itsFanout
                    .subscribe(made.consumerARN(), LATEST)
                    .fails(
                            "ResourceInUseException",
                            "Consumer new with creation timestamp "
                                    + made.consumerCreationTimestamp().getEpochSecond() + " under stream " + stream
                                    + " and account 000000000000 is not in ACTIVE status.");
        }
    }

    @Test
    void aShutdownEndsSubscriptionsAtOnce() throws Exception {
        var closing = StreamsRig.start(Map.of());
        Subscriber subscriber;
        try (var itsFanout = new FanoutRig(closing);
                closing) {
            String stream = closing.stream(1);
            subscriber = itsFanout.subscribe(itsFanout.consumer(stream, "last"), LATEST);
            subscriber.next();

            closing.close();

            subscriber.ends();
        }
    }

    @Test
    void theMetricsCountWhatWasSent() throws Exception {
        String stream = rig.stream(1);
        rig.put(stream, "key", "data");
        double records = counter("millrace.streams.fanout.records");
        double bytes = counter("millrace.streams.fanout.bytes");
        double events = counter("millrace.streams.fanout.events");

        fanout.subscribe(fanout.consumer(stream, "counted"), TRIM_HORIZON).next();

        assertThat(counter("millrace.streams.fanout.records")).isEqualTo(records + 1);
        assertThat(counter("millrace.streams.fanout.bytes")).isEqualTo(bytes + 7);
        assertThat(counter("millrace.streams.fanout.events")).isGreaterThan(events);
    }

    private double counter(String name) {
        return rig.service().platform().metrics().get(name).counter().count();
    }

    private double gauge() {
        return rig.service()
                .platform()
                .metrics()
                .get("millrace.streams.fanout.subscriptions")
                .gauge()
                .value();
    }
}
