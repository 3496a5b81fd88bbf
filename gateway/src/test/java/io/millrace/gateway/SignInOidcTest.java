package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Browser;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in through an identity provider, and whom it is refused. */
class SignInOidcTest {
    @SuppressWarnings("NullAway.Init")
    private static IdentityProvider provider;

    @SuppressWarnings("NullAway.Init")
    private static ConsoleRig rig;

    private final Browser browser = rig.browser();

    @BeforeAll
    static void begin() throws Exception {
        provider = new IdentityProvider();
        var settings = new HashMap<String, Object>();
        String prefix = "millrace.gateway.console.oidc.";
        settings.put(prefix + "issuer", provider.issuer());
        settings.put(prefix + "client-id", IdentityProvider.CLIENT);
        settings.put(prefix + "client-secret", IdentityProvider.SECRET);
        settings.put(prefix + "name", "Example SSO");
        settings.put(prefix + "role-claim", "realm.groups");
        settings.put(prefix + "role-map.viewer", "everybody");
        settings.put(prefix + "role-map.operator", "stream operators,night shift");
        rig = new ConsoleRig(settings);
    }

    @AfterAll
    static void end() {
        rig.close();
        provider.close();
    }

    @BeforeEach
    void honest() {
        provider.claims.clear();
        provider.claims.put("realm", Map.of("groups", List.of("everybody", "night shift")));
        provider.algorithm = "RS256";
        provider.forges = false;
    }

    private Browser.Answer signIn(Browser browser) throws Exception {
        var start = browser.get("oidc/start?return=/console/streams/orders%3Ftab=tail");
        assertThat(start.status()).as(start.text()).isEqualTo(302);
        var back = provider.authorize(String.valueOf(start.headers().get("location")));
        return browser.get(back.getRawPath() + "?" + back.getRawQuery());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void whoTheProviderKnowsIsInAndComesBackToTheirPlace(String algorithm) throws Exception {
        provider.algorithm = algorithm;

        var page = signIn(browser);

        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text()).contains("content=\"0; url=/console/streams/orders?tab=tail\"");
        assertThat(page.headers().get("set-cookie")).contains("SameSite=Strict");
        var session = browser.get("session").json();
        assertThat(session.at("/user/name").asString()).isEqualTo("ada");
        assertThat(session.at("/user/role").asString()).isEqualTo("operator");
        assertThat(session.at("/user/source").asString()).isEqualTo("oidc");
    }

    @Test
    void theSignInSaysThatThereIsAProvider() throws Exception {
        assertThat(browser.get("session").json().at("/signIn/oidc/name").asString())
                .isEqualTo("Example SSO");
    }

    @Test
    void theRoleIsThatOfTheLatestSignIn() throws Exception {
        signIn(browser);
        provider.claims.put("realm", Map.of("groups", "everybody"));

        signIn(rig.browser());

        assertThat(browser.get("session").json().at("/user/role").asString()).isEqualTo("viewer");
    }

    @Test
    void whoHasNoRoleIsToldSo() throws Exception {
        provider.claims.put("realm", Map.of("groups", List.of("strangers")));
        provider.claims.put("preferred_username", "<b>eve</b>");

        var page = signIn(browser);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("_b_eve__b_ is known to the identity provider, but has no role");
        assertThat(browser.get("session").status()).isEqualTo(401);
    }

    @Test
    void aLocalUsersNameIsNotTakenOver() throws Exception {
        provider.claims.put("preferred_username", "admin");
        provider.claims.put("sub", "somebody else");

        var page = signIn(browser);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("There is another user admin");
    }

    @Test
    void aDisabledUserStaysOut() throws Exception {
        provider.claims.put("preferred_username", "dora");
        provider.claims.put("sub", "dora");
        signIn(browser);
        try (var admin = rig.admin()) {
            admin.send("PATCH", "users/dora", "{\"disabled\":true}", Map.of());
            assertThat(browser.get("session").status()).isEqualTo(401);

            var page = signIn(browser);

            assertThat(page.status()).isEqualTo(403);
            assertThat(page.text()).contains("dora is disabled");
            assertThat(admin.send("PATCH", "users/dora", "{\"role\":\"admin\"}", Map.of())
                            .code())
                    .isEqualTo("NotLocal");
        }
    }

    @Test
    void aTokenThatDoesNotHoldOpensNothing() throws Exception {
        Map<String, Object> lies = Map.of(
                "iss", "https://other.example",
                "aud", "another client",
                "azp", "another client",
                "exp", 1,
                "nonce", "of another sign-in",
                "sub", "");
        for (var lie : lies.entrySet()) {
            honest();
            provider.claims.put(lie.getKey(), lie.getValue());

            var page = signIn(browser);

            assertThat(page.status()).as(lie.getKey()).isEqualTo(502);
            assertThat(page.text()).contains("token does not hold");
        }
        for (String algorithm : new String[] {"none", "HS256"}) {
            honest();
            provider.algorithm = algorithm;
            assertThat(signIn(browser).status()).as(algorithm).isEqualTo(502);
        }
        honest();
        provider.forges = true;
        assertThat(signIn(browser).text()).contains("its signature is wrong");
        assertThat(browser.get("session").status()).isEqualTo(401);
    }

    @Test
    void aSignInIsFinishedOnlyWhereItWasBegunAndInTime() throws Exception {
        var start = browser.get("oidc/start");
        var back = provider.authorize(String.valueOf(start.headers().get("location")));
        String callback = back.getRawPath() + "?" + back.getRawQuery();

        assertThat(rig.browser().get(callback).status()).isEqualTo(400);
        assertThat(browser.get(back.getRawPath() + "?code=code-0&state=guessed").status())
                .isEqualTo(400);
        assertThat(browser.get("oidc/callback?error=access_denied&" + back.getRawQuery())
                        .status())
                .isEqualTo(403);

        rig.service().clock().advance(Duration.ofMinutes(11));
        assertThat(browser.get(callback).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/console",
                "/other",
                "/console/%5C%5Cevil",
                "/console/../x"
            })
    void nobodyIsSentElsewhereAfterwards(String place) throws Exception {
        assertThat(browser.get("oidc/start?return=" + place).status()).isEqualTo(400);
    }

    @Test
    void theSettingsAreToldWithoutSecrets() throws Exception {
        try (var admin = rig.admin()) {
            var answer = admin.get("settings");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text())
                    .contains("\"millrace.gateway.console.oidc.client-secret\",\"value\":\"(set)\"")
                    .contains("\"millrace.gateway.port\"")
                    .contains("\"defaultValue\":\"4577\",\"source\":\"COMMAND_LINE\"")
                    .contains(
                            "\"millrace.audit.retention\",\"value\":\"365d\",\"defaultValue\":\"365d\",\"source\":\"DEFAULT\"")
                    .contains("password=(set)")
                    .doesNotContain(IdentityProvider.SECRET, ConsoleRig.TEMPORARY, "MDEyMzQ1", "password=postgres");
        }
    }
}
