package io.millrace.kit.credentials;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call.
 *
 * @param mode {@code strict} verifies every signature; {@code permissive} believes any key and is allowed on loopback only
 * @param masterKey 32 bytes in base64 that seal every secret, or null to keep them in the file
 * @param masterKeyFile made at the first start, readable by its owner only
 * @param rootAccessKeyId the root key's id to make at the first start, or null for a random one
 * @param rootSecretAccessKey its secret, or null for a random one
 */
@ConfigurationProperties(prefix = "millrace.identity", ignoreUnknownFields = false)
public record IdentitySettings(
        @DefaultValue("strict") Mode mode,
        @Nullable String masterKey,
        @Nullable Path masterKeyFile,
        @Nullable String rootAccessKeyId,
        @Nullable String rootSecretAccessKey) {
    /** How a caller is proven. */
    public enum Mode {
        STRICT,
        PERMISSIVE
    }

    /**
     * Refuses to listen to the world without proof of who calls.
     *
     * @throws IllegalArgumentException if the mode does not allow that address
     */
    public static void checkListening(Mode mode, String host) throws UnknownHostException {
        if (mode == Mode.PERMISSIVE && !InetAddress.getByName(host).isLoopbackAddress())
            throw new IllegalArgumentException(
                    "millrace.identity.mode=permissive is allowed on loopback only, not on " + host);
    }

    @Override
    public String toString() {
        return "IdentitySettings[" + mode + "]";
    }
}
