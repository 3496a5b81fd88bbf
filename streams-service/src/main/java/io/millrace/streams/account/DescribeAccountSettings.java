package io.millrace.streams.account;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;

/** Tells what was settled for an account as a whole. */
public final class DescribeAccountSettings
        implements Operation<DescribeAccountSettings.Input, DescribeAccountSettings.Output> {
    private final BillingCommitments commitments;

    public DescribeAccountSettings(BillingCommitments commitments) {
        this.commitments = commitments;
    }

    public record Input() {}

    public record Output(BillingCommitment minimumThroughputBillingCommitment) {}

    @Override
    public Output handle(Input input, Caller caller) {
        return new Output(commitments.of(caller.account()));
    }
}
