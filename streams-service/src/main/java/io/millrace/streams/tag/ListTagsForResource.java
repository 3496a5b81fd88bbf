package io.millrace.streams.tag;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.ResourceArn;
import io.millrace.wire.Constraint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists all tags of what an ARN names. */
public final class ListTagsForResource implements Operation<ListTagsForResource.Input, ListTagsForResource.Output> {
    private final TaggedResources resources;

    public ListTagsForResource(TaggedResources resources) {
        this.resources = resources;
    }

    public record Input(
            @Constraint.Required @ResourceArn @Nullable String resourceARN,
            @ReservedStreamId @Nullable String streamId) {}

    public record Output(List<Tag> tags) {}

    @Override
    public Output handle(Input input, Caller caller) {
        return new Output(Tag.listOf(resources.of(Objects.requireNonNull(input.resourceARN), caller)));
    }
}
