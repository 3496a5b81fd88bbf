package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** How an object is encrypted by the store it goes to. */
public record EncryptionConfiguration(
        @Constraint.OneOf({"NoEncryption"}) @Nullable String noEncryptionConfig,
        @Constraint.Name("KMSEncryptionConfig") @Nullable KmsEncryptionConfig kmsEncryptionConfig) {
    static final EncryptionConfiguration NONE = new EncryptionConfiguration("NoEncryption", null);

    boolean usesKms() {
        return kmsEncryptionConfig != null;
    }

    /** Encrypted with a key of AWS KMS. */
    public record KmsEncryptionConfig(
            @Constraint.Name("AWSKMSKeyARN") @Constraint.Required @KmsKeyArn @Nullable
            String awskmsKeyARN) {}
}
