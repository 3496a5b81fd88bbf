package io.millrace.streams.tag;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.ResourceArn;
import io.millrace.wire.Constraint;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds tags to what an ARN names, or changes their values. */
public final class TagResource implements Operation<TagResource.Input, Operation.NoOutput> {
    private final TaggedResources resources;

    public TagResource(TaggedResources resources) {
        this.resources = resources;
    }

    public record Input(
            @Constraint.Required @Constraint.Length(min = 1, max = 200) @Nullable
            Map<@Constraint.Length(min = 1, max = 128) String, @Constraint.Length(max = 256) String> tags,

            @Constraint.Required @ResourceArn @Nullable String resourceARN,
            @ReservedStreamId @Nullable String streamId) {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        resources.add(Objects.requireNonNull(input.resourceARN), caller, Objects.requireNonNull(input.tags));
        return NoOutput.DONE;
    }
}
