package io.millrace.firehose.stream;

import io.millrace.firehose.destination.Destination;
import io.millrace.identity.SecretSeal;
import io.millrace.wire.Codec;
import io.millrace.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * A destination as the table keeps it: JSON as on the wire, with each secret sealed. A seal opens for the stream of its
 * account and name only.
 */
final class StoredDestination {
    private static final String PURPOSE = "firehose destination";
    private static final Codec<Destination> CODEC = Codec.of(Destination.class);

    private final SecretSeal seal;

    StoredDestination(SecretSeal seal) {
        this.seal = seal;
    }

    String write(String account, String name, Destination destination) {
        byte[] json = CODEC.encode(
                Protocol.JSON_1_1,
                destination,
                secret -> Base64.getEncoder().encodeToString(seal.seal(PURPOSE, account + "/" + name, secret)));
        return new String(json, StandardCharsets.UTF_8);
    }

    Destination read(String account, String name, String stored) {
        byte[] json = stored.getBytes(StandardCharsets.UTF_8);
        return CODEC.decode(Protocol.JSON_1_1, json, 0, json.length, kept -> open(account, name, kept));
    }

    private String open(String account, String name, String kept) {
        try {
            return seal.open(PURPOSE, account + "/" + name, Base64.getDecoder().decode(kept));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret of delivery stream " + name + " can't be opened", e);
        }
    }
}
