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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Removes tags from a stream by their keys. */
public final class RemoveTagsFromStream implements Operation<RemoveTagsFromStream.Input, Operation.NoOutput> {
    private final Streams streams;
    private final StreamTags tags;

    public RemoveTagsFromStream(Streams streams, StreamTags tags) {
        this.streams = streams;
        this.tags = tags;
    }

    public record Input(
            @StreamName @Nullable String streamName,

            @Constraint.Required @Constraint.Length(min = 1, max = 50) @Nullable
            List<@Constraint.Length(min = 1, max = 128) String> tagKeys,

            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        tags.remove(streams.named(input, caller), Objects.requireNonNull(input.tagKeys));
        return NoOutput.DONE;
    }
}
