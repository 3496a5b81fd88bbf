package io.millrace.streams.storage;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;

/**
 * Begins to compare everything that was written out by stream and shard with its checksums, in the background and at a
 * bounded pace. It repairs nothing. What is in the journal only is left out, and so is what lies in the object store, but
 * for its index here. Not an operation of AWS.
 */
public final class StartSegmentCheck implements Operation<StartSegmentCheck.Input, StartSegmentCheck.Output> {
    private final SegmentChecks checks;

    StartSegmentCheck(SegmentChecks checks) {
        this.checks = checks;
    }

    public record Input() {}

    /** @param started false if one runs already */
    public record Output(Boolean started) {}

    @Override
    public Output handle(Input input, Caller caller) {
        return new Output(checks.start());
    }
}
