package io.millrace.streams.tag;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.StreamAddress;
import io.millrace.streams.stream.StreamArn;
import io.millrace.streams.stream.StreamName;
import io.millrace.streams.stream.StreamTags;
import io.millrace.streams.stream.Streams;
import io.millrace.wire.Constraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the tags of a stream by key, a page at a time. */
public final class ListTagsForStream implements Operation<ListTagsForStream.Input, ListTagsForStream.Output> {
    private static final int DEFAULT_PAGE = 50;

    private final Streams streams;
    private final StreamTags tags;

    public ListTagsForStream(Streams streams, StreamTags tags) {
        this.streams = streams;
        this.tags = tags;
    }

    public record Input(
            @StreamName @Nullable String streamName,
            @Constraint.Length(min = 1, max = 128) @Nullable String exclusiveStartTagKey,
            @Constraint.Range(min = 1, max = 50) @Nullable Integer limit,
            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    public record Output(List<Tag> tags, Boolean hasMoreTags) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var all = tags.of(streams.named(input, caller).id());
        String after = input.exclusiveStartTagKey;
        // The least key that is greater: the same with a zero character behind.
        var rest = Tag.listOf(after == null ? all : all.tailMap(after + '\0'));
        int size = input.limit == null ? DEFAULT_PAGE : input.limit;
        return new Output(rest.subList(0, Math.min(size, rest.size())), rest.size() > size);
    }
}
