package io.millrace.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that requests are signed with, derived from a secret once per day, region and service: four HMACs saved on
 * every request after the first. Bounded: only known keys and scopes that were checked get here, and when the bound is
 * reached all are dropped and derived anew as they are asked for.
 */
final class SigningKeys {
    private static final int KEPT_MAX = 10_000;

    private final ConcurrentHashMap<Slot, SigningKey> kept = new ConcurrentHashMap<>();

    private record Slot(String keyId, String day, String region, String service) {}

    /** Remembers the secret it came from, so that an id which got a new secret gets a new key. */
    record SigningKey(String secret, SecretKeySpec key) {
        byte[] hmac(Mac hmac, ByteSink text) {
            try {
                hmac.init(key);
                hmac.update(text.bytes, 0, text.size);
                return hmac.doFinal();
            } catch (GeneralSecurityException keyIsAlwaysRight) {
                throw new IllegalStateException(keyIsAlwaysRight);
            }
        }

        @Override
        public String toString() {
            return "SigningKey";
        }
    }

    SigningKey of(AccessKey accessKey, Credential credential) {
        return of(accessKey, credential.day(), credential.region(), credential.service());
    }

    SigningKey of(AccessKey accessKey, String day, String region, String service) {
        var slot = new Slot(accessKey.id(), day, region, service);
        var found = kept.get(slot);
        if (found != null && found.secret.equals(accessKey.secret())) return found;
        var derived = derive(accessKey.secret(), day, region, service);
        if (kept.size() >= KEPT_MAX) kept.clear();
        kept.put(slot, derived);
        return derived;
    }

    private static SigningKey derive(String secret, String day, String region, String service) {
        try {
            var key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
            var hmac = Mac.getInstance("HmacSHA256");
            for (var part : new String[] {day, region, service, Signature.TERMINATOR}) {
                hmac.init(new SecretKeySpec(key, "HmacSHA256"));
                key = hmac.doFinal(part.getBytes(StandardCharsets.UTF_8));
            }
            return new SigningKey(secret, new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
