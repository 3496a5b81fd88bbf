package io.millrace.streams.fanout;

import static io.millrace.streams.AwsErrors.assertRefused;
import static io.millrace.streams.AwsErrors.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.streams.StreamsRig;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.KinesisClients.Body;
import io.millrace.testkit.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamConsumerRequest;
import software.amazon.awssdk.services.kinesis.model.ExpiredNextTokenException;
import software.amazon.awssdk.services.kinesis.model.MinimumThroughputBillingCommitmentInputStatus;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

class ConsumersTest {
    private final StreamsRig rig = StreamsRig.shared();

    @ParameterizedTest
    @EnumSource
    void aConsumerIsRegisteredDescribedListedAndDeregistered(Body body) {
        String stream = rig.stream(1);
        String arn = StreamsRig.arn(stream);
        var client = rig.client(body);

        var made = client.registerStreamConsumer(r -> r.streamARN(arn).consumerName("reader"))
                .consumer();

        assertThat(made.consumerName()).isEqualTo("reader");
        assertThat(made.consumerStatus()).isEqualTo(ConsumerStatus.CREATING);
        assertThat(made.consumerARN())
                .isEqualTo(arn + "/consumer/reader:"
                        + made.consumerCreationTimestamp().getEpochSecond());
        var active = awaitActive(client, made.consumerARN());
        assertThat(active.streamARN()).isEqualTo(arn);
        assertThat(active.consumerCreationTimestamp()).isEqualTo(made.consumerCreationTimestamp());
        for (var address : addresses(arn, "reader", made.consumerARN()))
            assertThat(client.describeStreamConsumer(address)
                            .consumerDescription()
                            .consumerARN())
                    .isEqualTo(made.consumerARN());
        assertThat(client.listStreamConsumers(r -> r.streamARN(arn)).consumers())
                .extracting(Consumer::consumerName)
                .containsExactly("reader");
        assertThat(consumerCount(stream)).isEqualTo(1);

        client.deregisterStreamConsumer(r -> r.streamARN(arn).consumerName("reader"));
        awaitGone(made.consumerARN());
        assertThat(client.listStreamConsumers(r -> r.streamARN(arn)).consumers())
                .isEmpty();
        assertThat(consumerCount(stream)).isZero();
    }

    private static List<DescribeStreamConsumerRequest> addresses(String stream, String name, String arn) {
        return List.of(
                DescribeStreamConsumerRequest.builder().consumerARN(arn).build(),
                DescribeStreamConsumerRequest.builder()
                        .streamARN(stream)
                        .consumerName(name)
                        .build(),
                DescribeStreamConsumerRequest.builder()
                        .streamARN(stream)
                        .consumerName(name)
                        .consumerARN(arn)
                        .build());
    }

    @Test
    void aConsumerMadeAgainHasANewArn() {
        String stream = rig.stream(1);
        String first = register(stream, "again");
        rig.client().deregisterStreamConsumer(r -> r.consumerARN(first));
        awaitGone(first);

        String second = register(stream, "again");

        assertThat(second).isNotEqualTo(first);
        assertRefused(
                () -> rig.client().describeStreamConsumer(r -> r.consumerARN(first)),
                "ResourceNotFoundException",
                "Consumer " + first + " not found.");
    }

    @Test
    void whatNamesNoConsumerIsRefused() {
        String stream = rig.stream(1);
        String arn = StreamsRig.arn(stream);
        String consumer = register(stream, "one");
        var client = rig.client();

        assertRefused(
                () -> client.describeStreamConsumer(r -> r.streamARN(arn)),
                "InvalidArgumentException",
                "Either ConsumerARN or both StreamARN and ConsumerName should be provided.");
        assertRefused(
                () -> client.deregisterStreamConsumer(r -> r.consumerName("one")),
                "InvalidArgumentException",
                "Either ConsumerARN or both StreamARN and ConsumerName should be provided.");
        assertRefused(
                () -> client.describeStreamConsumer(r -> r.streamARN(arn).consumerName("two")),
                "ResourceNotFoundException",
                "Consumer two under stream " + stream + " and account 000000000000 not found.");
        assertRefused(
                () -> client.describeStreamConsumer(r -> r.consumerARN(consumer).consumerName("two")),
                "InvalidArgumentException",
                "ConsumerARN " + consumer + " does not match the StreamARN or the ConsumerName of the request.");
        assertRefused(
                () -> client.describeStreamConsumer(r -> r.consumerARN(consumer).streamARN(StreamsRig.arn("other"))),
                "InvalidArgumentException",
                "ConsumerARN " + consumer + " does not match the StreamARN or the ConsumerName of the request.");
        assertRefused(
                () -> client.registerStreamConsumer(
                        r -> r.streamARN(StreamsRig.arn("no-such")).consumerName("one")),
                "ResourceNotFoundException",
                "Stream no-such under account 000000000000 not found.");
        assertRefused(
                () -> client.listStreamConsumers(r -> r.streamARN(StreamsRig.arn("no-such"))),
                "ResourceNotFoundException",
                "Stream no-such under account 000000000000 not found.");
        String foreign = consumer.replace("us-east-1", "eu-west-1");
        assertThat(refusal(() -> client.describeStreamConsumer(r -> r.consumerARN(foreign))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertRefused(
                () -> client.registerStreamConsumer(r -> r.streamARN(arn).consumerName("a b")),
                "ValidationException",
                "1 validation error detected: Value 'a b' at 'consumerName' failed to satisfy constraint: Member must"
                        + " satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
        assertRefused(
                () -> client.registerStreamConsumer(r -> r.streamARN(arn)),
                "ValidationException",
                "1 validation error detected: Value null at 'consumerName' failed to satisfy constraint: Member must"
                        + " not be null");
    }

    @Test
    void aNameIsTakenOnce() {
        String stream = rig.stream(1);
        register(stream, "one");

        assertRefused(
                () -> register(stream, "one"),
                "ResourceInUseException",
                "Consumer one under stream " + stream + " and account 000000000000 already exists.");
    }

    @Test
    void aStreamHasSoManyConsumersAndFiveInCreation() {
        try (var slow = StreamsRig.start(
                Map.of("millrace.streams.transition-delay", "2s", "millrace.streams.consumer-limit", "7"))) {
            String stream = slow.stream(1);
            var client = slow.client();
            for (int i = 0; i < 5; i++) register(client, stream, "c" + i);
            assertRefused(
                    () -> register(client, stream, "c5"),
                    "LimitExceededException",
                    "This request would exceed the limit of 5 consumers in state CREATING for stream " + stream
                            + " under account 000000000000.");
            Eventually.gives(Duration.ofSeconds(20), () -> register(client, stream, "c5"));
            Eventually.gives(Duration.ofSeconds(20), () -> register(client, stream, "c6"));

            assertRefused(
                    () -> register(client, stream, "c7"),
                    "LimitExceededException",
                    "This request would exceed the limit of 7 registered consumers for stream " + stream
                            + " under account 000000000000.");

            client.updateAccountSettings(r -> r.minimumThroughputBillingCommitment(
                    c -> c.status(MinimumThroughputBillingCommitmentInputStatus.ENABLED)));
            Eventually.gives(Duration.ofSeconds(20), () -> register(client, stream, "c7"));
        }
    }

    @Test
    void consumersAreListedInPagesWhoseTokensExpire() {
        String stream = rig.stream(1);
        String arn = StreamsRig.arn(stream);
        for (String name : List.of("c", "a", "b")) register(stream, name);
        var client = rig.client();

        var first = client.listStreamConsumers(r -> r.streamARN(arn).maxResults(2));
        assertThat(first.consumers()).extracting(Consumer::consumerName).containsExactly("a", "b");
        String token = first.nextToken();
        var rest = client.listStreamConsumers(r -> r.streamARN(arn).nextToken(token));
        assertThat(rest.consumers()).extracting(Consumer::consumerName).containsExactly("c");
        assertThat(rest.nextToken()).isNull();

        assertRefused(
                () -> client.listStreamConsumers(r -> r.streamARN(arn).nextToken("x")),
                "InvalidArgumentException",
                "Invalid NextToken.");
        String other = StreamsRig.arn(rig.stream(1));
        assertRefused(
                () -> client.listStreamConsumers(r -> r.streamARN(other).nextToken(token)),
                "InvalidArgumentException",
                "Invalid NextToken.");
        rig.advance(Duration.ofSeconds(301));
        assertThat(refusal(
                        () -> client.listStreamConsumers(r -> r.streamARN(arn).nextToken(token))))
                .isInstanceOf(ExpiredNextTokenException.class);
    }

    @Test
    void theCreationTimeTellsAStreamFromItsSuccessors() {
        String stream = rig.stream(1);
        register(stream, "one");
        var created = rig.client()
                .describeStreamSummary(r -> r.streamName(stream))
                .streamDescriptionSummary()
                .streamCreationTimestamp();

        assertThat(rig.client()
                        .listStreamConsumers(
                                r -> r.streamARN(StreamsRig.arn(stream)).streamCreationTimestamp(created))
                        .consumers())
                .hasSize(1);
        assertRefused(
                () -> rig.client()
                        .listStreamConsumers(r ->
                                r.streamARN(StreamsRig.arn(stream)).streamCreationTimestamp(created.minusSeconds(5))),
                "ResourceNotFoundException",
                "Stream " + stream + " under account 000000000000 not found.");
    }

    @Test
    void aStreamWithConsumersIsDeletedOnlyIfTheCallerInsists() {
        String stream = rig.stream(1);
        String consumer = register(stream, "one");

        assertRefused(
                () -> rig.client().deleteStream(r -> r.streamName(stream)),
                "ResourceInUseException",
                "DeleteStream can't delete 000000000000:" + stream + " because there are consumers associated with this"
                        + " data stream. To delete " + stream + " anyway, set the EnforceConsumerDeletion parameter to"
                        + " true to force the deletion of all the consumers that are associated with it.");
        rig.client().deleteStream(r -> r.streamName(stream).enforceConsumerDeletion(true));
        rig.awaitGone(stream);

        awaitGone(consumer);
        rig.client().createStream(r -> r.streamName(stream).shardCount(1));
        rig.awaitActive(stream);
        assertThat(consumerCount(stream)).isZero();
    }

    @Test
    void consumersHaveTags() {
        String stream = rig.stream(1);
        var client = rig.client();
        String consumer = client.registerStreamConsumer(r -> r.streamARN(StreamsRig.arn(stream))
                        .consumerName("tagged")
                        .tags(Map.of("a", "1")))
                .consumer()
                .consumerARN();

        client.tagResource(r -> r.resourceARN(consumer).tags(Map.of("b", "2", "c", "3")));
        client.untagResource(r -> r.resourceARN(consumer).tagKeys("c"));

        assertThat(client.listTagsForResource(r -> r.resourceARN(consumer)).tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("a=1", "b=2");
        assertThat(client.listTagsForStream(r -> r.streamName(stream)).tags()).isEmpty();
        String absent = consumer.substring(0, consumer.lastIndexOf(':'));
        assertRefused(
                () -> client.tagResource(r -> r.resourceARN(absent).tags(Map.of("a", "1"))),
                "ResourceNotFoundException",
                "Consumer " + absent + " not found.");
    }

    @Test
    void consumersSurviveARestartWhateverTheirState() {
        String database = TestPostgres.shared().newDatabase();
        String files = StreamsRig.newDirectory().toString();
        var settings =
                Map.<String, Object>of("millrace.database.url", database, "millrace.streams.log.directory", files);
        String stream;
        String active;
        String deleted;
        try (var first = StreamsRig.start(settings)) {
            stream = first.stream(1);
            active = register(first.client(), stream, "active");
            deleted = register(first.client(), stream, "deleted");
            awaitActive(first.client(), active);
            awaitActive(first.client(), deleted);
        }
        String created;
        var slow = new java.util.HashMap<>(settings);
        slow.put("millrace.streams.transition-delay", "1h");
        try (var second = StreamsRig.start(slow)) {
            assertThat(awaitActive(second.client(), active).consumerName()).isEqualTo("active");
            created = register(second.client(), stream, "created");
            second.client().deregisterStreamConsumer(r -> r.consumerARN(deleted));
        }

        try (var third = StreamsRig.start(settings)) {
            awaitActive(third.client(), created);
            Eventually.holds(() -> assertThat(third.client()
                            .listStreamConsumers(r -> r.streamARN(StreamsRig.arn(stream)))
                            .consumers())
                    .extracting(Consumer::consumerARN)
                    .containsExactly(active, created));
        }
    }

    private int consumerCount(String stream) {
        return rig.client()
                .describeStreamSummary(r -> r.streamName(stream))
                .streamDescriptionSummary()
                .consumerCount();
    }

    private String register(String stream, String name) {
        return register(rig.client(), stream, name);
    }

    private static String register(KinesisClient client, String stream, String name) {
        return client.registerStreamConsumer(
                        r -> r.streamARN(StreamsRig.arn(stream)).consumerName(name))
                .consumer()
                .consumerARN();
    }

    private static ConsumerDescription awaitActive(KinesisClient client, String consumer) {
        return Eventually.gives(Duration.ofSeconds(20), () -> {
            var description =
                    client.describeStreamConsumer(r -> r.consumerARN(consumer)).consumerDescription();
            assertThat(description.consumerStatus()).isEqualTo(ConsumerStatus.ACTIVE);
            return description;
        });
    }

    private void awaitGone(String consumer) {
        Eventually.holds(() -> assertThat(
                        refusal(() -> rig.client().describeStreamConsumer(r -> r.consumerARN(consumer))))
                .isInstanceOf(ResourceNotFoundException.class));
    }
}
