package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sets the largest record that a stream takes. */
public final class UpdateMaxRecordSize implements Operation<UpdateMaxRecordSize.Input, Operation.NoOutput> {
    private final StreamChange change;

    UpdateMaxRecordSize(StreamChange change) {
        this.change = change;
    }

    public record Input(
            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId,

            @Constraint.Required @Constraint.Range(min = 1024, max = 10240) @Nullable
            Integer maxRecordSizeInKiB)
            implements StreamAddress {
        @Override
        public @Nullable String streamName() {
            return null;
        }
    }

    @Override
    public NoOutput handle(Input input, Caller caller) {
        int size = Objects.requireNonNull(input.maxRecordSizeInKiB);
        change.begin(input, caller, (stream, row) -> row.maxRecordKib = size);
        return NoOutput.DONE;
    }
}
