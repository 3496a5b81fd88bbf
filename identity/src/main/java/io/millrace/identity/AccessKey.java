package io.millrace.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access key with its secret in the clear: held in memory only, never logged.
 *
 * @param id for example {@code AKIA...}
 * @param secret the secret access key that signatures are made with
 * @param owner who the key speaks for
 * @param sessionToken the token that must come with a temporary key, or null for a lasting one
 * @param expiry when a temporary key ends, or null for a lasting one
 */
public record AccessKey(
        String id,
        String secret,
        Caller owner,
        @Nullable String sessionToken,
        @Nullable Instant expiry) {
    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
