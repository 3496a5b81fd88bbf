package io.millrace.streams.storage;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells how the last check of segments goes, or went. Not an operation of AWS. */
public final class DescribeSegmentCheck implements Operation<DescribeSegmentCheck.Input, DescribeSegmentCheck.Output> {
    private final SegmentChecks checks;

    DescribeSegmentCheck(SegmentChecks checks) {
        this.checks = checks;
    }

    public record Input() {}

    /**
     * @param status {@code NONE} since the start, {@code RUNNING}, {@code DONE} whatever was found, or {@code FAILED}: it
     *     could not be finished
     * @param bytesTotal of the segments here when it began
     */
    public record Output(
            String status,
            @Nullable Instant startedTimestamp,
            @Nullable Instant endedTimestamp,
            Integer segmentsChecked,
            Integer segmentCount,
            Long bytesChecked,
            Long bytesTotal,
            List<Damage> damages) {}

    /** @param problem what can't be read; the first thousand are told, all are in the service's log */
    public record Damage(String segment, String problem) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var state = checks.state();
        return new Output(
                state.status().name(),
                state.started(),
                state.ended(),
                state.checked(),
                state.segments(),
                state.checkedBytes(),
                state.bytes(),
                state.damages().stream()
                        .map(damage -> new Damage(damage.segment(), damage.problem()))
                        .toList());
    }
}
