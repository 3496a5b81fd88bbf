package io.millrace.firehose.tag;

import io.millrace.firehose.stream.DeliveryStreamName;
import io.millrace.firehose.stream.DeliveryStreams;
import io.millrace.firehose.stream.StreamTags;
import io.millrace.firehose.stream.Tag;
import io.millrace.firehose.stream.TagKey;
import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the tags of a delivery stream by key, a page at a time. */
public final class ListTagsForDeliveryStream
        implements Operation<ListTagsForDeliveryStream.Input, ListTagsForDeliveryStream.Output> {
    private final DeliveryStreams streams;
    private final StreamTags tags;

    public ListTagsForDeliveryStream(DeliveryStreams streams, StreamTags tags) {
        this.streams = streams;
        this.tags = tags;
    }

    public record Input(
            @Constraint.Required @DeliveryStreamName @Nullable
            String deliveryStreamName,

            @TagKey @Nullable String exclusiveStartTagKey,
            @Constraint.Range(min = 1, max = 50) @Nullable Integer limit) {}

    public record Output(List<Tag> tags, Boolean hasMoreTags) {}

    private static final int DEFAULT_PAGE = 50;

    @Override
    public Output handle(Input input, Caller caller) {
        var all = tags.of(streams.named(input.deliveryStreamName, caller).id());
        String after = input.exclusiveStartTagKey;
        var rest = List.copyOf((after == null ? all : all.tailMap(after, false)).values());
        int size = input.limit == null ? DEFAULT_PAGE : input.limit;
        return new Output(rest.subList(0, Math.min(size, rest.size())), rest.size() > size);
    }
}
