package io.millrace.firehose.tag;

import io.millrace.firehose.stream.DeliveryStreamName;
import io.millrace.firehose.stream.DeliveryStreams;
import io.millrace.firehose.stream.StreamTags;
import io.millrace.firehose.stream.TagKey;
import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Removes tags from a delivery stream by their keys. */
public final class UntagDeliveryStream implements Operation<UntagDeliveryStream.Input, Operation.NoOutput> {
    private final DeliveryStreams streams;
    private final StreamTags tags;

    public UntagDeliveryStream(DeliveryStreams streams, StreamTags tags) {
        this.streams = streams;
        this.tags = tags;
    }

    public record Input(
            @Constraint.Required @DeliveryStreamName @Nullable
            String deliveryStreamName,

            @Constraint.Required @Constraint.Length(min = 1, max = 50) @Nullable
            List<@TagKey String> tagKeys) {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        tags.remove(streams.named(input.deliveryStreamName, caller), Objects.requireNonNull(input.tagKeys));
        return NoOutput.DONE;
    }
}
