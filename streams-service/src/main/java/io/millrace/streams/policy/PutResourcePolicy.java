package io.millrace.streams.policy;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.ResourceArn;
import io.millrace.wire.Constraint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sets the policy of a stream or consumer. */
public final class PutResourcePolicy implements Operation<PutResourcePolicy.Input, Operation.NoOutput> {
    private final ResourcePolicies policies;

    public PutResourcePolicy(ResourcePolicies policies) {
        this.policies = policies;
    }

    public record Input(
            @Constraint.Required @ResourceArn @Nullable String resourceARN,
            @ReservedStreamId @Nullable String streamId,
            @Constraint.Required @Nullable String policy) {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        policies.put(Objects.requireNonNull(input.resourceARN), Objects.requireNonNull(input.policy), caller);
        return NoOutput.DONE;
    }
}
