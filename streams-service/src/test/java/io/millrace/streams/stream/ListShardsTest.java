package io.millrace.streams.stream;

import static io.millrace.streams.AwsErrors.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.streams.StreamsRig;
import io.millrace.testkit.KinesisClients.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ShardFilter;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;

class ListShardsTest {
    private final StreamsRig rig = StreamsRig.shared();

    @ParameterizedTest
    @EnumSource
    void allShardsComePageByPage(Body body) {
        String stream = rig.stream(5);
        var client = rig.client(body);
        var pages = new ArrayList<List<String>>();

        var page = client.listShards(r -> r.streamName(stream).maxResults(2));
        pages.add(ids(page.shards()));
        while (page.nextToken() != null) {
            String token = page.nextToken();
            page = client.listShards(r -> r.nextToken(token).maxResults(2));
            pages.add(ids(page.shards()));
        }

        assertThat(pages)
                .containsExactly(
                        List.of(StreamsRig.shardId(0), StreamsRig.shardId(1)),
                        List.of(StreamsRig.shardId(2), StreamsRig.shardId(3)),
                        List.of(StreamsRig.shardId(4)));
    }

    @Test
    void aPageHoldsAThousandShardsAndNoMore() {
        String stream = rig.stream(1001);

        var page = rig.client().listShards(r -> r.streamName(stream).maxResults(10000));

        assertThat(page.shards()).hasSize(1000);
        assertThat(rig.client().listShards(r -> r.nextToken(page.nextToken())).shards())
                .hasSize(1);
    }

    @Test
    void theProducerLibraryNamesTheStreamTwice() {
        String stream = rig.stream(1);

        var page = rig.client()
                .listShards(r -> r.streamName(stream)
                        .streamARN(StreamsRig.arn(stream))
                        .maxResults(1000)
                        .shardFilter(f -> f.type(ShardFilterType.AT_LATEST)));

        assertThat(page.shards()).hasSize(1);
    }

    @Test
    void everyFilterKeepsItsShards() {
        String stream = rig.stream(3);
        rig.advance(Duration.ofMinutes(1));
        Instant now = rig.service().clock().instant();

        assertThat(filtered(stream, f -> f.type("AFTER_SHARD_ID").shardId(StreamsRig.shardId(0))))
                .containsExactly(StreamsRig.shardId(1), StreamsRig.shardId(2));
        assertThat(filtered(stream, f -> f.type("AT_TRIM_HORIZON"))).hasSize(3);
        assertThat(filtered(stream, f -> f.type("FROM_TRIM_HORIZON"))).hasSize(3);
        assertThat(filtered(stream, f -> f.type("AT_LATEST"))).hasSize(3);
        assertThat(filtered(stream, f -> f.type("AT_TIMESTAMP").timestamp(now))).hasSize(3);
        assertThat(filtered(stream, f -> f.type("FROM_TIMESTAMP").timestamp(now)))
                .hasSize(3);
    }

    private List<String> filtered(String stream, Consumer<ShardFilter.Builder> filter) {
        return ids(rig.client()
                .listShards(r -> r.streamName(stream).shardFilter(filter))
                .shards());
    }

    @Test
    void aFilterIsGivenWhatItsTypeNeedsAndNothingElse() {
        String stream = rig.stream(1);
        Instant now = rig.service().clock().instant();

        refused(
                stream,
                f -> f.type("AFTER_SHARD_ID"),
                "ShardId must be provided in the ShardFilter when the Type is AFTER_SHARD_ID.");
        refused(
                stream,
                f -> f.type("AT_LATEST").shardId("shardId-0"),
                "ShardId can only be provided in the ShardFilter when the Type is AFTER_SHARD_ID.");
        refused(
                stream,
                f -> f.type("AT_TIMESTAMP"),
                "Timestamp must be provided in the ShardFilter when the Type is AT_TIMESTAMP.");
        refused(
                stream,
                f -> f.type("AT_LATEST").timestamp(now),
                "Timestamp can not be provided in the ShardFilter when the Type is AT_LATEST.");
        refused(
                stream,
                f -> f.type("AT_TIMESTAMP").timestamp(now.plusSeconds(60)),
                "Timestamp in the ShardFilter can not be in the future.");
        assertRefused(
                () -> rig.client().listShards(r -> r.streamName(stream).shardFilter(f -> f.type("X"))),
                "ValidationException",
                "1 validation error detected: Value 'X' at 'shardFilter.type' failed to satisfy constraint: Member must"
                        + " satisfy enum value set: [AFTER_SHARD_ID, AT_TRIM_HORIZON, FROM_TRIM_HORIZON, AT_LATEST,"
                        + " AT_TIMESTAMP, FROM_TIMESTAMP]");
    }

    private void refused(String stream, Consumer<ShardFilter.Builder> filter, String message) {
        assertRefused(
                () -> rig.client().listShards(r -> r.streamName(stream).shardFilter(filter)),
                "InvalidArgumentException",
                message);
    }

    @Test
    void aTokenStandsAloneAndExpires() {
        String stream = rig.stream(2);
        String token =
                rig.client().listShards(r -> r.streamName(stream).maxResults(1)).nextToken();

        refused(r -> r.nextToken(token).streamName(stream), "NextToken and StreamName cannot be provided together.");
        refused(
                r -> r.nextToken(token).exclusiveStartShardId(StreamsRig.shardId(0)),
                "NextToken and ExclusiveStartShardId cannot be provided together.");
        refused(
                r -> r.nextToken(token).streamCreationTimestamp(Instant.EPOCH),
                "NextToken and StreamCreationTimestamp cannot be provided together.");
        refused(r -> {}, "Either NextToken or StreamName should be provided.");
        refused(r -> r.nextToken("AAAA"), "Invalid NextToken.");
        rig.advance(Duration.ofSeconds(301));
        assertRefused(
                () -> rig.client().listShards(r -> r.nextToken(token)),
                "ExpiredNextTokenException",
                "The pagination token passed has expired.");
    }

    private void refused(Consumer<ListShardsRequest.Builder> request, String message) {
        assertRefused(() -> rig.client().listShards(request), "InvalidArgumentException", message);
    }

    @Test
    void theTimeOfCreationTellsTwoStreamsOfOneNameApart() {
        String stream = rig.stream(1);
        Instant created = rig.client()
                .describeStream(r -> r.streamName(stream))
                .streamDescription()
                .streamCreationTimestamp();

        assertThat(rig.client()
                        .listShards(r -> r.streamName(stream).streamCreationTimestamp(created))
                        .shards())
                .hasSize(1);
        assertRefused(
                () -> rig.client()
                        .listShards(r -> r.streamName(stream).streamCreationTimestamp(created.minusSeconds(100))),
                "ResourceNotFoundException",
                "Stream " + stream + " under account 000000000000 not found.");
    }

    private static List<String> ids(List<software.amazon.awssdk.services.kinesis.model.Shard> shards) {
        return shards.stream()
                .map(software.amazon.awssdk.services.kinesis.model.Shard::shardId)
                .toList();
    }
}
