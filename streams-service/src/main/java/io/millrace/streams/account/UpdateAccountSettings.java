package io.millrace.streams.account;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settles something for an account as a whole. */
public final class UpdateAccountSettings
        implements Operation<UpdateAccountSettings.Input, UpdateAccountSettings.Output> {
    private final BillingCommitments commitments;

    public UpdateAccountSettings(BillingCommitments commitments) {
        this.commitments = commitments;
    }

    public record Input(@Constraint.Required @Nullable Commitment minimumThroughputBillingCommitment) {}

    /** The structure {@code MinimumThroughputBillingCommitmentInput}. */
    public record Commitment(
            @Constraint.Required @Constraint.OneOf({BillingCommitment.ENABLED, BillingCommitment.DISABLED}) @Nullable
            String status) {}

    public record Output(BillingCommitment minimumThroughputBillingCommitment) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var asked = Objects.requireNonNull(input.minimumThroughputBillingCommitment);
        return new Output(
                BillingCommitment.ENABLED.equals(asked.status)
                        ? commitments.enable(caller.account())
                        : commitments.disable(caller.account()));
    }
}
