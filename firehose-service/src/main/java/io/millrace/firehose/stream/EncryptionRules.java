package io.millrace.firehose.stream;

import io.millrace.wire.ApiException;

/** There is no encryption at rest in this version: an encrypted stream must not be a word only. */
final class EncryptionRules {
    private EncryptionRules() {}

    static ApiException refused(String name, String account) {
        return FirehoseErrors.invalidArgument(
                "Firehose " + name + " under account " + account
                        + " can not be encrypted: this version of Millrace has no server-side encryption. Nothing was changed.");
    }

    /** @throws ApiException InvalidArgumentException if its records come from elsewhere */
    static void checkDirectPut(DeliveryStream stream) {
        if (stream.type() != DeliveryStream.Type.DirectPut)
            throw FirehoseErrors.invalidArgument(
                    "Server-side encryption can be changed for delivery streams of type DirectPut only.");
    }
}
