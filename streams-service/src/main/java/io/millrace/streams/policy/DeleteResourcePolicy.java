package io.millrace.streams.policy;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.ResourceArn;
import io.millrace.wire.Constraint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes the policy of a stream or consumer away. */
public final class DeleteResourcePolicy implements Operation<DeleteResourcePolicy.Input, Operation.NoOutput> {
    private final ResourcePolicies policies;

    public DeleteResourcePolicy(ResourcePolicies policies) {
        this.policies = policies;
    }

    public record Input(
            @Constraint.Required @ResourceArn @Nullable String resourceARN,
            @ReservedStreamId @Nullable String streamId) {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        policies.delete(Objects.requireNonNull(input.resourceARN), caller);
        return NoOutput.DONE;
    }
}
