package io.millrace.streams.tag;

import static io.millrace.streams.AwsErrors.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.streams.StreamsRig;
import io.millrace.testkit.KinesisClients.Body;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.Tag;

class TagsTest {
    private final StreamsRig rig = StreamsRig.shared();

    @ParameterizedTest
    @EnumSource
    void tagsAreAddedChangedListedAndRemoved(Body body) {
        String stream = rig.stream(r -> r.shardCount(1).tags(Map.of("first", "1")));
        var client = rig.client(body);

        client.addTagsToStream(r -> r.streamName(stream).tags(Map.of("first", "2", "größe", "läng e")));
        assertThat(tags(client.listTagsForStream(r -> r.streamName(stream)).tags()))
                .isEqualTo(Map.of("first", "2", "größe", "läng e"));
        client.tagResource(r -> r.resourceARN(StreamsRig.arn(stream)).tags(Map.of("third", "")));
        client.removeTagsFromStream(r -> r.streamName(stream).tagKeys("first", "absent"));
        assertThat(tags(client.listTagsForResource(r -> r.resourceARN(StreamsRig.arn(stream)))
                        .tags()))
                .isEqualTo(Map.of("größe", "läng e", "third", ""));
        client.untagResource(r -> r.resourceARN(StreamsRig.arn(stream)).tagKeys("größe", "third"));
        assertThat(client.listTagsForStream(r -> r.streamName(stream)).tags()).isEmpty();
    }

    @Test
    void tagsAreListedInPages() {
        String stream = rig.stream(1);
        rig.client().addTagsToStream(r -> r.streamName(stream).tags(numbered(0, 3)));

        var first = rig.client().listTagsForStream(r -> r.streamName(stream).limit(2));
        assertThat(first.tags()).extracting(Tag::key).containsExactly("k10", "k11");
        assertThat(first.hasMoreTags()).isTrue();
        var rest = rig.client()
                .listTagsForStream(
                        r -> r.streamName(stream).exclusiveStartTagKey("k11").limit(2));
        assertThat(rest.tags()).extracting(Tag::key).containsExactly("k12");
        assertThat(rest.hasMoreTags()).isFalse();
    }

    @Test
    void aStreamHasFiftyTagsAndNoMore() {
        String stream = rig.stream(1);
        var client = rig.client();
        client.addTagsToStream(r -> r.streamName(stream).tags(numbered(0, 50)));

        client.addTagsToStream(r -> r.streamName(stream).tags(Map.of("k10", "changed")));
        assertRefused(
                () -> client.addTagsToStream(r -> r.streamName(stream).tags(Map.of("one-more", ""))),
                "InvalidArgumentException",
                "Failed to add tags to stream " + stream + " under account 000000000000 because a given stream cannot"
                        + " have more than 50 tags associated with it.");
        assertThat(client.listTagsForStream(r -> r.streamName(stream)).tags()).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a\nb", "a*b", "a\"b"})
    void charactersThatTagsMustNotHaveAreRefused(String text) {
        String stream = rig.stream(1);

        assertRefused(
                () -> rig.client().addTagsToStream(r -> r.streamName(stream).tags(Map.of(text, "v"))),
                "InvalidArgumentException",
                "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / ="
                        + " + - % @ :.");
    }

    @Test
    void lengthsAreChecked() {
        String stream = rig.stream(1);

        assertRefused(
                () -> rig.client()
                        .removeTagsFromStream(r -> r.streamName(stream).tagKeys(List.of(""))),
                "ValidationException",
                "1 validation error detected: Value '[]' at 'tagKeys' failed to satisfy constraint: Member must satisfy"
                        + " constraint: [Member must have length less than or equal to 128, Member must have length"
                        + " greater than or equal to 1]");
        assertRefused(
                () -> rig.client().addTagsToStream(r -> r.streamName(stream).tags(Map.of("k", "v".repeat(257)))),
                "ValidationException",
                "1 validation error detected: Value '{k=" + "v".repeat(257) + "}' at 'tags' failed to satisfy"
                        + " constraint: Map value must satisfy constraint: [Member must have length less than or equal"
                        + " to 256, Member must have length greater than or equal to 0]");
    }

    @Test
    void whatIsNotThereHasNoTags() {
        assertRefused(
                () -> rig.client().listTagsForStream(r -> r.streamName("no-such")),
                "ResourceNotFoundException",
                "Stream no-such under account 000000000000 not found.");
        assertRefused(
                () -> rig.client()
                        .tagResource(
                                r -> r.resourceARN(StreamsRig.arn("no-such")).tags(Map.of("a", "b"))),
                "ResourceNotFoundException",
                "Stream no-such under account 000000000000 not found.");
    }

    @Test
    void aNewStreamOfTheSameNameStartsWithoutTags() {
        String stream = rig.stream(r -> r.shardCount(1).tags(Map.of("a", "b")));
        rig.client().deleteStream(r -> r.streamName(stream));
        rig.awaitGone(stream);
        rig.client().createStream(r -> r.streamName(stream).shardCount(1));
        rig.awaitActive(stream);

        assertThat(rig.client().listTagsForStream(r -> r.streamName(stream)).tags())
                .isEmpty();
    }

    private static Map<String, String> numbered(int from, int count) {
        return IntStream.range(from, from + count)
                .boxed()
                .collect(Collectors.toMap(i -> "k" + (10 + i), String::valueOf, (a, b) -> a, TreeMap::new));
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }
}
