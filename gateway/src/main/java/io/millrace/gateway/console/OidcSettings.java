package io.millrace.gateway.console;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An identity provider that speaks OpenID Connect.
 *
 * @param issuer its address, below which its configuration is found; null for none
 * @param clientId as which the console is registered there
 * @param clientSecret with what it proves that, or null for a public client
 * @param name what the button of the sign-in says
 * @param roleClaim which claim of the ID token holds the groups or roles of a user; dots lead into objects
 * @param roleMap for each of our roles the values of that claim that give it
 * @param scopes what is asked for
 * @param redirectUri where the provider sends users back to, if it is not the address that they came to us by
 */
public record OidcSettings(
        @Nullable URI issuer,
        @DefaultValue("millrace") String clientId,
        @Nullable String clientSecret,
        @DefaultValue("Single sign-on") String name,
        @DefaultValue("groups") String roleClaim,
        @DefaultValue Map<String, List<String>> roleMap,
        @DefaultValue("openid profile email") String scopes,
        @Nullable URI redirectUri) {
    public OidcSettings {
        for (String role : roleMap.keySet())
            if (Role.of(role) == null)
                throw new IllegalArgumentException(
                        "millrace.gateway.console.oidc.role-map knows viewer, operator and admin, not " + role);
    }

    @Override
    public String toString() {
        return "OidcSettings[" + issuer + "]";
    }
}
