package io.millrace.gateway.console;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The console and the admin API behind it.
 *
 * @param enabled false for a gateway without them, which needs no database
 * @param adminPassword the temporary password of the first user, {@code admin}, while there is no user yet
 * @param passwordFile where it is written if it is a random one; deleted when it was changed
 * @param resetAdmin true to give {@code admin} a temporary password again at this start
 * @param oidc the identity provider, if there is one
 */
public record ConsoleSettings(
        @DefaultValue("true") boolean enabled,
        @Nullable String adminPassword,
        @Nullable Path passwordFile,
        @DefaultValue("false") boolean resetAdmin,
        @DefaultValue OidcSettings oidc) {
    @Override
    public String toString() {
        return "ConsoleSettings[" + enabled + "]";
    }
}
