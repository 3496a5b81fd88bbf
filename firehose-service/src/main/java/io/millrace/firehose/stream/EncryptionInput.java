package io.millrace.firehose.stream;

import io.millrace.firehose.destination.KmsKeyArn;
import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** How a stream is to be encrypted, as a request says it. */
public record EncryptionInput(
        @Constraint.Name("KeyARN") @KmsKeyArn @Nullable String keyArn,

        @Constraint.Required @Constraint.OneOf({"AWS_OWNED_CMK", "CUSTOMER_MANAGED_CMK"}) @Nullable
        String keyType) {}
