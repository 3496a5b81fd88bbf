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
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds tags to a stream, or changes their values. */
public final class AddTagsToStream implements Operation<AddTagsToStream.Input, Operation.NoOutput> {
    private final Streams streams;
    private final StreamTags tags;

    public AddTagsToStream(Streams streams, StreamTags tags) {
        this.streams = streams;
        this.tags = tags;
    }

    public record Input(
            @StreamName @Nullable String streamName,

            @Constraint.Required @Constraint.Length(min = 1, max = 200) @Nullable
            Map<@Constraint.Length(min = 1, max = 128) String, @Constraint.Length(max = 256) String> tags,

            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        tags.add(streams.named(input, caller), Objects.requireNonNull(input.tags));
        return NoOutput.DONE;
    }
}
