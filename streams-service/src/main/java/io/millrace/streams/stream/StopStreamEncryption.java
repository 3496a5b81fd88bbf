package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** Ends the encryption of what is put from now on. No stream is encrypted in this version: the state stays what it is. */
public final class StopStreamEncryption implements Operation<StopStreamEncryption.Input, Operation.NoOutput> {
    private final StreamChange change;

    StopStreamEncryption(StreamChange change) {
        this.change = change;
    }

    public record Input(
            @StreamName @Nullable String streamName,

            @Constraint.Required @Constraint.OneOf({"NONE", "KMS"}) @Nullable
            String encryptionType,

            @Constraint.Required @Constraint.Length(min = 1, max = 2048) @Nullable
            String keyId,

            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    @Override
    public NoOutput handle(Input input, Caller caller) {
        change.begin(input, caller, (stream, row) -> {});
        return NoOutput.DONE;
    }
}
