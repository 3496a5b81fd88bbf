package io.millrace.firehose.tag;

import io.millrace.firehose.stream.DeliveryStreamName;
import io.millrace.firehose.stream.DeliveryStreams;
import io.millrace.firehose.stream.StreamTags;
import io.millrace.firehose.stream.Tag;
import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds tags to a delivery stream, or changes their values. */
public final class TagDeliveryStream implements Operation<TagDeliveryStream.Input, Operation.NoOutput> {
    private final DeliveryStreams streams;
    private final StreamTags tags;

    public TagDeliveryStream(DeliveryStreams streams, StreamTags tags) {
        this.streams = streams;
        this.tags = tags;
    }

    public record Input(
            @Constraint.Required @DeliveryStreamName @Nullable
            String deliveryStreamName,

            @Constraint.Required @Constraint.Length(min = 1, max = 50) @Nullable
            List<Tag> tags) {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        tags.add(streams.named(input.deliveryStreamName, caller), Objects.requireNonNull(input.tags));
        return NoOutput.DONE;
    }
}
