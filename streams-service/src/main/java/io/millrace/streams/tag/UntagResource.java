package io.millrace.streams.tag;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.ResourceArn;
import io.millrace.wire.Constraint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Removes tags from what an ARN names. */
public final class UntagResource implements Operation<UntagResource.Input, Operation.NoOutput> {
    private final TaggedResources resources;

    public UntagResource(TaggedResources resources) {
        this.resources = resources;
    }

    public record Input(
            @Constraint.Required @Constraint.Length(min = 1, max = 50) @Nullable
            List<@Constraint.Length(min = 1, max = 128) String> tagKeys,

            @Constraint.Required @ResourceArn @Nullable String resourceARN,
            @ReservedStreamId @Nullable String streamId) {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        resources.remove(Objects.requireNonNull(input.resourceARN), caller, Objects.requireNonNull(input.tagKeys));
        return NoOutput.DONE;
    }
}
