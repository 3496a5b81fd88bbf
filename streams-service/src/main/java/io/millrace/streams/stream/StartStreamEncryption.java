package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/**
 * Would encrypt what is put from now on. There is no encryption at rest in this version, so it refuses what it can't keep:
 * an encrypted stream must not be a word only.
 */
public final class StartStreamEncryption implements Operation<StartStreamEncryption.Input, Operation.NoOutput> {
    private final Streams streams;

    StartStreamEncryption(Streams streams) {
        this.streams = streams;
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
        var stream = streams.active(input, caller);
        throw StreamErrors.invalidArgument(
                "Stream " + stream.name() + " under account " + stream.account()
                        + " can not be encrypted: this version of Millrace has no server-side encryption. Nothing was changed.");
    }
}
