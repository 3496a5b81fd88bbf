package io.millrace.streams.stream;

import static io.millrace.streams.AwsErrors.assertRefused;
import static io.millrace.streams.AwsErrors.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.streams.StreamsRig;
import io.millrace.testkit.KinesisClients.Body;
import io.millrace.testkit.TestPostgres;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

class StreamLifecycleTest {
    private final StreamsRig rig = StreamsRig.shared();

    @ParameterizedTest
    @EnumSource
    void aStreamIsCreatedDescribedAndDeleted(Body body) {
        var client = rig.client(body);
        String name = StreamsRig.newName();
        var before = rig.service().clock().instant().minus(Duration.ofSeconds(1));

        client.createStream(request -> request.streamName(name).shardCount(3));
        rig.awaitActive(name);

        var stream = client.describeStream(request -> request.streamName(name)).streamDescription();
        assertThat(stream.streamName()).isEqualTo(name);
        assertThat(stream.streamARN()).isEqualTo(StreamsRig.arn(name));
        assertThat(stream.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(stream.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
        assertThat(stream.retentionPeriodHours()).isEqualTo(24);
        assertThat(stream.hasMoreShards()).isFalse();
        assertThat(stream.enhancedMonitoring())
                .singleElement()
                .satisfies(metrics -> assertThat(metrics.shardLevelMetrics()).isEmpty());
        assertThat(stream.encryptionTypeAsString()).isEqualTo("NONE");
        assertThat(stream.keyId()).isNull();
        assertThat(stream.streamCreationTimestamp())
                .isBetween(before, rig.service().clock().instant());
        assertThat(stream.shards()).hasSize(3);
        var next = BigInteger.ZERO;
        for (var shard : stream.shards()) {
            assertThat(shard.hashKeyRange().startingHashKey()).isEqualTo(next.toString());
            next = new BigInteger(shard.hashKeyRange().endingHashKey()).add(BigInteger.ONE);
            assertThat(shard.sequenceNumberRange().startingSequenceNumber()).hasSize(56);
            assertThat(shard.sequenceNumberRange().endingSequenceNumber()).isNull();
            assertThat(shard.parentShardId()).isNull();
            assertThat(shard.adjacentParentShardId()).isNull();
        }
        assertThat(next).isEqualTo(BigInteger.TWO.pow(128));

        var summary = client.describeStreamSummary(request -> request.streamARN(StreamsRig.arn(name)))
                .streamDescriptionSummary();
        assertThat(summary.openShardCount()).isEqualTo(3);
        assertThat(summary.consumerCount()).isZero();
        assertThat(summary.maxRecordSizeInKiB()).isEqualTo(1024);
        assertThat(summary.streamCreationTimestamp()).isEqualTo(stream.streamCreationTimestamp());

        client.deleteStream(request -> request.streamName(name));
        rig.awaitGone(name);
        assertRefused(
                () -> client.describeStreamSummary(request -> request.streamName(name)),
                "ResourceNotFoundException",
                "Stream " + name + " under account 000000000000 not found.");
    }

    @Test
    void errorsArriveAsTheExceptionsOfTheSdk() {
        String name = rig.stream(1);

        assertThat(refusal(
                        () -> rig.client().createStream(r -> r.streamName(name).shardCount(1))))
                .isInstanceOf(ResourceInUseException.class);
        assertThat(refusal(() -> rig.client().deleteStream(r -> r.streamName("no-such"))))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aNameIsTakenOnce() {
        String name = rig.stream(1);

        assertRefused(
                () -> rig.client()
                        .createStream(request -> request.streamName(name).shardCount(1)),
                "ResourceInUseException",
                "Stream " + name + " under account 000000000000 already exists.");
    }

    @Test
    void aStreamWithoutAShardCountGetsFour() {
        String name = rig.stream(request -> {});

        assertThat(rig.client().listShards(r -> r.streamName(name)).shards()).hasSize(4);
    }

    @Test
    void anOnDemandStreamStartsWithFourShards() {
        String name = rig.stream(r -> r.streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND)));

        var summary =
                rig.client().describeStreamSummary(r -> r.streamName(name)).streamDescriptionSummary();
        assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(summary.openShardCount()).isEqualTo(4);
        assertRefused(
                () -> rig.client()
                        .createStream(r -> r.streamName(StreamsRig.newName())
                                .shardCount(2)
                                .streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND))),
                "ValidationException",
                "ShardCount can not be set for a stream in On-Demand mode.");
    }

    @Test
    void aLargerRecordSizeIsKept() {
        String name = rig.stream(r -> r.shardCount(1).maxRecordSizeInKiB(10240));

        assertThat(rig.client()
                        .describeStreamSummary(r -> r.streamName(name))
                        .streamDescriptionSummary()
                        .maxRecordSizeInKiB())
                .isEqualTo(10240);
    }

    @Test
    void whatBreaksAConstraintIsNamed() {
        assertRefused(
                () -> rig.client().createStream(r -> r.streamName("../etc").shardCount(0)),
                "ValidationException",
                "2 validation errors detected: Value '../etc' at 'streamName' failed to satisfy constraint: Member must"
                        + " satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '0' at 'shardCount' failed to"
                        + " satisfy constraint: Member must have value greater than or equal to 1");
        assertRefused(
                () -> rig.client().createStream(r -> r.streamName("a").maxRecordSizeInKiB(1)),
                "ValidationException",
                "1 validation error detected: Value '1' at 'maxRecordSizeInKiB' failed to satisfy constraint: Member"
                        + " must have value greater than or equal to 1024");
    }

    @Test
    void streamsAreListedByNameInPages() {
        for (int i = 0; i < 3; i++) {
            String name = "list-" + i;
            rig.client().createStream(request -> request.streamName(name).shardCount(1));
            rig.awaitActive(name);
        }

        var first = rig.client()
                .listStreams(
                        request -> request.exclusiveStartStreamName("list-").limit(2));
        assertThat(first.streamNames()).containsExactly("list-0", "list-1");
        assertThat(first.hasMoreStreams()).isTrue();
        assertThat(first.streamSummaries()).first().satisfies(summary -> {
            assertThat(summary.streamARN()).isEqualTo(StreamsRig.arn("list-0"));
            assertThat(summary.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        });

        var second = rig.client()
                .listStreams(request -> request.nextToken(first.nextToken()).limit(2));
        assertThat(second.streamNames()).startsWith("list-2");

        rig.advance(Duration.ofMinutes(6));
        assertRefused(
                () -> rig.client().listStreams(request -> request.nextToken(first.nextToken())),
                "ExpiredNextTokenException",
                "The pagination token passed has expired.");
        assertRefused(
                () -> rig.client().listStreams(request -> request.nextToken("abcd")),
                "InvalidArgumentException",
                "Invalid NextToken.");
    }

    @Test
    void shardsAreDescribedInPages() {
        String name = rig.stream(150);

        var first = rig.client()
                .describeStream(r -> r.streamName(name).limit(10000))
                .streamDescription();
        assertThat(first.shards()).hasSize(100);
        assertThat(first.hasMoreShards()).isTrue();
        var rest = rig.client()
                .describeStream(r -> r.streamName(name)
                        .exclusiveStartShardId(first.shards().getLast().shardId()))
                .streamDescription();
        assertThat(rest.shards()).hasSize(50);
        assertThat(rest.hasMoreShards()).isFalse();
        assertThat(rest.shards().getFirst().shardId()).isEqualTo(StreamsRig.shardId(100));
    }

    @Test
    void aStreamIsAddressedByNameByArnOrByBothIfTheyAgree() {
        String name = rig.stream(1);
        var client = rig.client();

        client.describeStream(r -> r.streamName(name).streamARN(StreamsRig.arn(name)));
        assertRefused(
                () -> client.describeStream(r -> r.streamName("other").streamARN(StreamsRig.arn(name))),
                "InvalidArgumentException",
                "StreamName other and StreamARN " + StreamsRig.arn(name) + " do not match.");
        assertRefused(
                () -> client.describeStream(r -> {}),
                "InvalidArgumentException",
                "Either StreamName or StreamARN should be provided.");
        assertRefused(
                () -> client.describeStream(r -> r.streamARN("arn:aws:kinesis:us-east-1:111111111111:stream/" + name)),
                "ResourceNotFoundException",
                "Stream " + name + " under account 111111111111 not found.");
        assertRefused(
                () -> client.describeStream(r -> r.streamARN("arn:aws:kinesis:eu-west-1:000000000000:stream/" + name)),
                "ResourceNotFoundException",
                "Stream " + name + " under account 000000000000 not found.");
    }

    @Test
    void aStreamOnItsWayServesNoRecordsAndShowsNoShards() {
        try (var slow = StreamsRig.start(Map.of("millrace.streams.transition-delay", "1h"))) {
            var client = slow.client();
            client.createStream(r -> r.streamName("new").shardCount(2));

            var stream = client.describeStream(r -> r.streamName("new")).streamDescription();
            assertThat(stream.streamStatus()).isEqualTo(StreamStatus.CREATING);
            assertThat(stream.shards()).isEmpty();
            assertThat(client.describeStreamSummary(r -> r.streamName("new"))
                            .streamDescriptionSummary()
                            .openShardCount())
                    .isZero();
            assertRefused(
                    () -> client.listShards(r -> r.streamName("new")),
                    "ResourceInUseException",
                    "Stream new under account 000000000000 not ACTIVE, instead in state CREATING");
            assertRefused(
                    () -> client.listShards(
                            r -> r.streamName("new").shardFilter(f -> f.type(ShardFilterType.AT_LATEST))),
                    "ResourceInUseException",
                    "Stream new under account 000000000000 not ACTIVE, instead in state CREATING");
            assertRefused(
                    () -> client.increaseStreamRetentionPeriod(
                            r -> r.streamName("new").retentionPeriodHours(48)),
                    "ResourceInUseException",
                    "Stream new under account 000000000000 not ACTIVE, instead in state CREATING");
            assertRefused(
                    () -> slow.put("new", "k", "d"),
                    "ResourceNotFoundException",
                    "Stream new under account 000000000000 not found.");
            assertRefused(
                    () -> slow.iterator("new", 0, ShardIteratorType.LATEST),
                    "ResourceNotFoundException",
                    "Stream new under account 000000000000 not found.");

            client.deleteStream(r -> r.streamName("new"));

            assertThat(client.describeStreamSummary(r -> r.streamName("new"))
                            .streamDescriptionSummary()
                            .streamStatus())
                    .isEqualTo(StreamStatus.DELETING);
            assertRefused(
                    () -> slow.put("new", "k", "d"),
                    "ResourceNotFoundException",
                    "Stream new under account 000000000000 not found.");
            assertRefused(
                    () -> client.createStream(r -> r.streamName("new").shardCount(1)),
                    "ResourceInUseException",
                    "Stream new under account 000000000000 already exists.");
        }
    }

    @Test
    void anAccountHasLimits() {
        var settings = Map.<String, Object>of(
                "millrace.streams.shard-limit", "5", "millrace.streams.on-demand-stream-limit", "1");
        try (var small = StreamsRig.start(settings)) {
            var client = small.client();
            client.createStream(r -> r.streamName("three").shardCount(3));

            var refusal =
                    refusal(() -> client.createStream(r -> r.streamName("more").shardCount(3)));
            assertThat(refusal).isInstanceOf(LimitExceededException.class);
            assertThat(refusal.awsErrorDetails().errorMessage())
                    .startsWith("This request would exceed the shard limit for the account 000000000000 in us-east-1."
                            + " Current shard count for the account: 3. Limit: 5. Number of additional shards that"
                            + " would have resulted from this request: 3.");
            client.createStream(
                    r -> r.streamName("free").streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND)));
            assertThat(refusal(() -> client.createStream(r ->
                            r.streamName("free-2").streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND)))))
                    .isInstanceOf(LimitExceededException.class);

            var limits = client.describeLimits();
            assertThat(limits.shardLimit()).isEqualTo(5);
            assertThat(limits.openShardCount()).isEqualTo(3);
            assertThat(limits.onDemandStreamCount()).isEqualTo(1);
            assertThat(limits.onDemandStreamCountLimit()).isEqualTo(1);
        }
    }

    @Test
    void everythingIsThereAfterARestart() {
        String database = TestPostgres.shared().newDatabase();
        var settings = Map.<String, Object>of(
                "millrace.database.url",
                database,
                "millrace.streams.log.directory",
                StreamsRig.newDirectory().toString());
        String next;
        try (var rig = StreamsRig.start(settings)) {
            rig.client().createStream(r -> r.streamName("kept").shardCount(1).tags(Map.of("a", "b")));
            rig.awaitActive("kept");
            rig.put("kept", "k", "one");
            next = rig.get(rig.iterator("kept", 0, ShardIteratorType.TRIM_HORIZON))
                    .nextShardIterator();
            rig.put("kept", "k", "two");
            rig.client().createStream(r -> r.streamName("going").shardCount(1));
            rig.awaitActive("going");
        }

        try (var rig = StreamsRig.start(settings)) {
            assertThat(StreamsRig.texts(rig.readAll("kept", 0))).containsExactly("one", "two");
            assertThat(StreamsRig.texts(rig.get(next).records())).containsExactly("two");
            assertThat(rig.client().listTagsForStream(r -> r.streamName("kept")).tags())
                    .hasSize(1);
        }
    }

    @Test
    void aStepThatAStopInterruptedIsTakenUpAgain() {
        String database = TestPostgres.shared().newDatabase();
        String directory = StreamsRig.newDirectory().toString();
        var slow = Map.<String, Object>of(
                "millrace.database.url", database,
                "millrace.streams.log.directory", directory,
                "millrace.streams.transition-delay", "1h");
        try (var rig = StreamsRig.start(slow)) {
            rig.client().createStream(r -> r.streamName("coming").shardCount(1));
            rig.client().createStream(r -> r.streamName("going").shardCount(1));
            rig.client().deleteStream(r -> r.streamName("going"));
        }

        var quick =
                Map.<String, Object>of("millrace.database.url", database, "millrace.streams.log.directory", directory);
        try (var rig = StreamsRig.start(quick)) {
            rig.awaitActive("coming");
            rig.awaitGone("going");
        }
    }
}
