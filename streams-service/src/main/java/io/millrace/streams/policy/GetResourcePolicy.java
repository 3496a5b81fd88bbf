package io.millrace.streams.policy;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.ResourceArn;
import io.millrace.wire.Constraint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells the policy of a stream or consumer. One without a policy has an empty one. */
public final class GetResourcePolicy implements Operation<GetResourcePolicy.Input, GetResourcePolicy.Output> {
    /** What AWS answers for a resource without a policy. */
    private static final String NONE = "{}";

    private final ResourcePolicies policies;

    public GetResourcePolicy(ResourcePolicies policies) {
        this.policies = policies;
    }

    public record Input(
            @Constraint.Required @ResourceArn @Nullable String resourceARN,
            @ReservedStreamId @Nullable String streamId) {}

    public record Output(String policy) {}

    @Override
    public Output handle(Input input, Caller caller) {
        String policy = policies.get(Objects.requireNonNull(input.resourceARN), caller);
        return new Output(policy == null ? NONE : policy);
    }
}
