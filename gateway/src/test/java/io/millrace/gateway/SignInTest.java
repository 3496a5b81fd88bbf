package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Browser;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in to the console, staying signed in, and what ends it. */
class SignInTest {
    private static ConsoleRig rig = new ConsoleRig(Map.of());

    @BeforeAll
    static void begin() throws Exception {
        rig.admin().close();
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    @Test
    void aTemporaryPasswordOpensNothingUntilItIsChanged() throws Exception {
        try (var fresh = new ConsoleRig(Map.of());
                var browser = fresh.browser()) {
            var answer = browser.signIn("admin", ConsoleRig.TEMPORARY);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().at("/user/mustChangePassword").asBoolean()).isTrue();

            var refused = browser.get("health");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("PasswordChangeRequired");
            assertThat(browser.get("session").status()).isEqualTo(200);

            var changed = browser.post(
                    "password",
                    "{\"current\":\"" + ConsoleRig.TEMPORARY + "\",\"next\":\"" + ConsoleRig.PASSWORD + "\"}");
            assertThat(changed.status()).as(changed.text()).isEqualTo(204);
            assertThat(browser.get("health").status()).isEqualTo(200);
            assertThat(fresh.browser().signIn("admin", ConsoleRig.TEMPORARY).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void whoIsSignedInIsToldWhoTheyAre() throws Exception {
        try (var browser = rig.admin()) {
            var answer = browser.get("session");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().at("/user/name").asString()).isEqualTo("admin");
            assertThat(answer.json().at("/user/role").asString()).isEqualTo("admin");
            assertThat(answer.json().at("/user/source").asString()).isEqualTo("local");
            assertThat(answer.json().get("csrf").asString()).isEqualTo(browser.csrf());
            assertThat(answer.json().get("expiresAt").asString())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(answer.headers()).containsEntry("cache-control", "no-store");
        }
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOfOtherSites() throws Exception {
        try (var browser = rig.browser()) {
            var answer = browser.signIn("admin", ConsoleRig.PASSWORD);

            assertThat(answer.headers().get("set-cookie"))
                    .matches("millrace_session=[A-Za-z0-9_-]{43}; Path=/console; Max-Age=43200; HttpOnly;"
                            + " SameSite=Strict");
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreToldTheSame() throws Exception {
        try (var browser = rig.browser()) {
            var wrong = browser.signIn("admin", "wrong");
            var unknown = browser.signIn("nobody", "wrong");

            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.code()).isEqualTo("InvalidCredentials");
            assertThat(unknown.status()).isEqualTo(401);
            assertThat(unknown.json().get("error")).isEqualTo(wrong.json().get("error"));
            assertThat(unknown.headers()).doesNotContainKey("set-cookie");
        }
    }

    @Test
    void whoIsNotSignedInLearnsHowToAndNothingElse() throws Exception {
        try (var browser = rig.browser()) {
            for (String call : new String[] {"session", "health"}) {
                var answer = browser.get(call);

                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("SignInRequired");
                assertThat(answer.json().at("/signIn/local").asBoolean()).isTrue();
                assertThat(answer.json().at("/signIn/oidc").isNull()).isTrue();
                assertThat(answer.json().get("requestId").asString())
                        .isEqualTo(answer.headers().get("x-amzn-requestid"));
            }
        }
    }

    @Test
    void signingOutEndsTheSessionOnTheServerToo() throws Exception {
        try (var browser = rig.admin();
                var stolen = browser.again()) {
            assertThat(stolen.get("session").status()).isEqualTo(200);

            assertThat(browser.send("DELETE", "session", null, Map.of()).status())
                    .isEqualTo(204);

            assertThat(stolen.get("session").status()).isEqualTo(401);
        }
    }

    @Test
    void aSessionEndsAfterTwoHoursWithoutARequest() throws Exception {
        try (var browser = rig.admin()) {
            rig.service().clock().advance(Duration.ofMinutes(119));
            assertThat(browser.get("session").status()).isEqualTo(200);
            rig.service().clock().advance(Duration.ofMinutes(119));
            assertThat(browser.get("session").status()).isEqualTo(200);

            rig.service().clock().advance(Duration.ofMinutes(121));

            assertThat(browser.get("session").status()).isEqualTo(401);
        }
    }

    @Test
    void aSessionEndsAfterTwelveHoursWhateverHappens() throws Exception {
        try (var browser = rig.admin()) {
            for (int hour = 1; hour < 12; hour++) {
                rig.service().clock().advance(Duration.ofHours(1));
                assertThat(browser.get("session").status()).isEqualTo(200);
            }

            rig.service().clock().advance(Duration.ofHours(1));

            assertThat(browser.get("session").status()).isEqualTo(401);
        }
    }

    @Test
    void manyFailuresLockTheNameForAWhile() throws Exception {
        try (var browser = rig.browser()) {
            for (int i = 0; i < 10; i++)
                assertThat(browser.signIn("guessed", "wrong").status()).isEqualTo(401);

            var locked = browser.signIn("guessed", "wrong");
            assertThat(locked.status()).isEqualTo(429);
            assertThat(locked.code()).isEqualTo("TooManyAttempts");
            assertThat(Integer.parseInt(locked.headers().get("retry-after"))).isBetween(1, 900);
            assertThat(browser.signIn("admin", ConsoleRig.PASSWORD).status()).isEqualTo(200);

            rig.service().clock().advance(Duration.ofMinutes(16));
            assertThat(browser.signIn("guessed", "wrong").status()).isEqualTo(401);
        }
        rig.service().clock().advance(Duration.ofMinutes(16));
    }

    @Test
    void manyNamesFromOneAddressAreLockedToo() throws Exception {
        try (var browser = rig.browser()) {
            for (int i = 0; i < 30; i++)
                assertThat(browser.signIn("name-" + i, "wrong").status()).isEqualTo(401);

            assertThat(browser.signIn("another", "wrong").status()).isEqualTo(429);
        }
        rig.service().clock().advance(Duration.ofMinutes(16));
    }

    @Test
    void aChangedPasswordEndsTheOtherSessionsOfItsUser() throws Exception {
        try (var fresh = new ConsoleRig(Map.of());
                var here = fresh.admin();
                var elsewhere = fresh.admin()) {
            assertThat(elsewhere.get("session").status()).isEqualTo(200);

            var changed = here.post(
                    "password", "{\"current\":\"" + ConsoleRig.PASSWORD + "\",\"next\":\"something else 1\"}");

            assertThat(changed.status()).isEqualTo(204);
            assertThat(here.get("session").status()).isEqualTo(200);
            assertThat(elsewhere.get("session").status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "correct horse battery, short,                 400, WeakPassword",
        "correct horse battery, correct horse battery, 400, WeakPassword",
        "not the current one,   something else 1,      401, InvalidCredentials"
    })
    void aPasswordIsNotChangedToAnything(String current, String next, int status, String code) throws Exception {
        try (var browser = rig.admin()) {
            var answer = browser.post("password", "{\"current\":\"" + current + "\",\"next\":\"" + next + "\"}");

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.code()).isEqualTo(code);
        }
    }

    @Test
    void aChangeWithoutTheSessionsTokenIsRefused() throws Exception {
        try (var browser = rig.admin();
                var other = rig.admin()) {
            for (String token : new String[] {"", "wrong", other.csrf()}) {
                var answer = browser.send("DELETE", "session", null, Map.of("x-millrace-csrf", token));

                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.code()).isEqualTo("CsrfTokenRequired");
            }
            assertThat(browser.get("session").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, 403",
        "null, 403",
        "http://127.0.0.1:1, 403",
        "http://{here}, 401",
        "https://{here}, 401"
    })
    void aPageOfAnotherSiteCanNotSignIn(String origin, int status) throws Exception {
        String here = origin.replace("{here}", "127.0.0.1:" + rig.service().port());
        try (var browser = rig.browser()) {
            var answer = browser.send(
                    "POST", "session", "{\"name\":\"origin\",\"password\":\"wrong\"}", Map.of("origin", here));

            assertThat(answer.status()).isEqualTo(status);
        }
        rig.service().clock().advance(Duration.ofMinutes(16));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | session  | [1]                            | 400 | InvalidRequest",
                "POST   | session  | {\"name\":\"admin\"            | 400 | InvalidRequest",
                "POST   | session  | {\"name\":1,\"password\":\"x\"} | 400 | InvalidRequest",
                "POST   | session  | {\"name\":\"admin\"}           | 400 | InvalidRequest",
                "PUT    | session  | {}                             | 405 | MethodNotAllowed",
                "GET    | nothing  |                                | 404 | NotFound",
                "GET    | %zz      |                                | 404 | NotFound"
            })
    void badRequestsAreToldWhatIsWrong(String method, String call, String body, int status, String code)
            throws Exception {
        try (var browser = rig.browser()) {
            var answer = browser.send(method, "/console/api/" + call.replace("%zz", "%ff"), body, Map.of());

            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.json().at("/error/message").asString()).isNotEmpty();
        }
    }

    @Test
    void aBodyThatNoSignInNeedsIsRefused() throws Exception {
        try (var browser = rig.browser()) {
            var answer = browser.post("session", "{\"name\":\"" + "x".repeat(70_000) + "\"}");

            assertThat(answer.status()).isEqualTo(413);
        }
    }

    @Test
    void withoutAConsoleTheGatewayNeedsNoDatabase() throws Exception {
        try (var bare = io.millrace.testkit.ServiceRig.start(
                        new GatewayService(),
                        Map.of(
                                "millrace.gateway.console.enabled",
                                false,
                                "millrace.database.url",
                                "jdbc:postgresql://127.0.0.1:1/none"));
                var browser = new Browser(bare.uri())) {
            assertThat(browser.get("/console/").status()).isEqualTo(404);
        }
    }
}
