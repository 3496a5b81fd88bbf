package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Browser;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users and access keys, as administrators manage them. */
class ConsoleUsersTest {
    private final ConsoleRig rig = new ConsoleRig(Map.of());

    @SuppressWarnings("NullAway.Init")
    private Browser admin;

    @BeforeEach
    void begin() throws Exception {
        admin = rig.admin();
    }

    @AfterEach
    void end() {
        admin.close();
        rig.close();
    }

    private Browser made(String name, String role) throws Exception {
        var made = admin.post("users", "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String temporary = made.json().get("password").asString();
        var browser = rig.browser();
        assertThat(browser.signIn(name, temporary)
                        .json()
                        .at("/user/mustChangePassword")
                        .asBoolean())
                .isTrue();
        browser.post("password", "{\"current\":\"" + temporary + "\",\"next\":\"" + ConsoleRig.PASSWORD + "\"}");
        return browser;
    }

    private Browser.Answer patch(String call, String body) throws Exception {
        return admin.send("PATCH", call, body, Map.of());
    }

    @Test
    void aUserIsMadeWithATemporaryPassword() throws Exception {
        try (var ada = made("ada@example.org", "operator")) {
            assertThat(ada.get("session").json().at("/user/role").asString()).isEqualTo("operator");

            var users = admin.get("users").json().get("users");
            assertThat(users).hasSize(2);
            assertThat(users.get(0).get("name").asString()).isEqualTo("ada@example.org");
            assertThat(users.get(0).get("lastSignInAt").asString()).endsWith("Z");
            assertThat(users.get(0).get("mustChangePassword").asBoolean()).isFalse();
            assertThat(users.get(1).get("name").asString()).isEqualTo("admin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"\",\"role\":\"viewer\"}",
                "{\"name\":\"a b\",\"role\":\"viewer\"}",
                "{\"name\":\"../x\",\"role\":\"viewer\"}",
                "{\"name\":\"..\",\"role\":\"viewer\"}",
                "{\"name\":\"new\",\"role\":\"root\"}",
                "{\"name\":\"new\"}"
            })
    void aUserNeedsANameAndARole(String body) throws Exception {
        var answer = admin.post("users", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("InvalidRequest");
    }

    @Test
    void aNameIsTakenOnce() throws Exception {
        assertThat(admin.post("users", "{\"name\":\"admin\",\"role\":\"viewer\"}")
                        .code())
                .isEqualTo("UserExists");
    }

    @Test
    void aDisabledUserIsOutAtOnceAndStaysOut() throws Exception {
        try (var ada = made("ada", "viewer")) {
            assertThat(ada.get("session").status()).isEqualTo(200);

            assertThat(patch("users/ada", "{\"disabled\":true}").status()).isEqualTo(200);

            assertThat(ada.get("session").status()).isEqualTo(401);
            assertThat(ada.signIn("ada", ConsoleRig.PASSWORD).status()).isEqualTo(401);
            patch("users/ada", "{\"disabled\":false}");
            assertThat(ada.get("session").status()).isEqualTo(401);
            assertThat(ada.signIn("ada", ConsoleRig.PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void aRoleIsFeltWithTheNextCall() throws Exception {
        try (var ada = made("ada", "viewer")) {
            var refused = ada.get("users");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("RoleNotAllowed");
            assertThat(refused.json().at("/error/message").asString())
                    .isEqualTo("This needs the role admin; ada has the role viewer.");

            patch("users/ada", "{\"role\":\"admin\"}");
            assertThat(ada.get("users").status()).isEqualTo(200);
            patch("users/ada", "{\"role\":\"operator\"}");
            assertThat(ada.get("users").status()).isEqualTo(403);
        }
    }

    @Test
    void theLastAdministratorStays() throws Exception {
        for (String change : new String[] {"{\"role\":\"viewer\"}", "{\"disabled\":true}"}) {
            var refused = patch("users/admin", change);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("LastAdministrator");
        }
        assertThat(admin.send("DELETE", "users/admin", null, Map.of()).code()).isEqualTo("LastAdministrator");

        try (var ada = made("ada", "admin")) {
            assertThat(ada.send("DELETE", "users/admin", null, Map.of()).status())
                    .isEqualTo(204);
            assertThat(admin.get("session").status()).isEqualTo(401);
            assertThat(ada.send("PATCH", "users/ada", "{\"disabled\":true}", Map.of())
                            .code())
                    .isEqualTo("LastAdministrator");
        }
    }

    @Test
    void aForgottenPasswordIsReplacedByATemporaryOne() throws Exception {
        try (var ada = made("ada", "viewer")) {
            String temporary =
                    admin.post("users/ada/password", "").json().get("password").asString();

            assertThat(ada.get("session").status()).isEqualTo(401);
            assertThat(ada.signIn("ada", ConsoleRig.PASSWORD).status()).isEqualTo(401);
            assertThat(ada.signIn("ada", temporary)
                            .json()
                            .at("/user/mustChangePassword")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertThat(patch("users/nobody", "{\"disabled\":true}").status()).isEqualTo(404);
        assertThat(admin.send("DELETE", "users/nobody", null, Map.of()).status())
                .isEqualTo(404);
        assertThat(patch("keys/AKIANOSUCH", "{\"active\":true}").status()).isEqualTo(404);
    }

    @Test
    void aKeyIsMadePausedAndDeleted() throws Exception {
        var made = admin.post("keys", "{\"description\":\"  for the importer \"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().get("secretAccessKey").asString()).hasSize(40);
        String id = made.json().get("accessKeyId").asString();
        assertThat(admin.get("keys").text())
                .contains(id, "for the importer", "\"kind\":\"user\"")
                .doesNotContain("secret");

        assertThat(patch("keys/" + id, "{\"active\":false}")
                        .json()
                        .get("active")
                        .asBoolean())
                .isFalse();
        assertThat(admin.send("DELETE", "keys/" + id, null, Map.of()).status()).isEqualTo(204);
        assertThat(admin.get("keys").text()).doesNotContain(id);
    }

    @Test
    void theConsolesOwnKeyIsOutOfReach() throws Exception {
        var keys = admin.get("keys").json().get("keys");
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0).get("kind").asString()).isEqualTo("console");
        String id = keys.get(0).get("accessKeyId").asString();

        assertThat(patch("keys/" + id, "{\"active\":false}").status()).isEqualTo(409);
        assertThat(admin.send("DELETE", "keys/" + id, null, Map.of()).status()).isEqualTo(409);
    }

    @Test
    void whatWasDoneIsWrittenDownWithoutSecrets() throws Exception {
        try (var ada = made("ada", "viewer")) {
            ada.signIn("ada", "wrong");
            ada.get("users");
            patch("users/admin", "{\"disabled\":true}");
            String secret = admin.post("keys", "{\"description\":\"noted\"}")
                    .json()
                    .get("secretAccessKey")
                    .asString();

            var all = ada.get("audit");

            var events = all.json().get("events");
            assertThat(events.get(0).get("action").asString()).isEqualTo("CreateAccessKey");
            assertThat(events.get(0).get("actor").asString()).isEqualTo("admin");
            assertThat(events.get(0).get("source").asString()).isEqualTo("console");
            assertThat(events.get(0).get("sourceAddress").asString()).isEqualTo("127.0.0.1");
            assertThat(events.get(0).get("detail").asString()).isEqualTo("{\"description\":\"noted\"}");
            assertThat(events.get(1).get("result").asString()).isEqualTo("LastAdministrator");
            assertThat(events.get(2).get("result").asString()).isEqualTo("InvalidCredentials");
            assertThat(events.get(2).get("actor").asString()).isEqualTo("ada");
            assertThat(all.text()).contains("CreateUser", "ChangePassword").doesNotContain(secret, ConsoleRig.PASSWORD);
        }
    }

    @Test
    void theListOfWhatWasDoneIsSearchedAndPaged() throws Exception {
        for (int i = 0; i < 5; i++) admin.post("keys", "{\"description\":\"100% number_" + i + "\"}");

        assertThat(admin.get("audit?text=NUMBER_3").json().get("events")).hasSize(1);
        assertThat(admin.get("audit?text=100%25%20n").json().get("events")).hasSize(5);
        assertThat(admin.get("audit?text=1%25n").json().get("events")).isEmpty();
        assertThat(admin.get("audit?action=SignIn&actor=admin&result=Success")
                        .json()
                        .get("events"))
                .isNotEmpty();
        assertThat(admin.get("audit?from=2999-01-01T00:00:00Z").json().get("events"))
                .isEmpty();
        var first = admin.get("audit?action=CreateAccessKey&limit=2").json();
        assertThat(first.get("events")).hasSize(2);
        var second = admin.get("audit?action=CreateAccessKey&limit=10&before="
                        + first.get("next").asString())
                .json();
        assertThat(second.get("events")).hasSize(3);
        assertThat(second.get("next").isNull()).isTrue();
        for (String wrong : new String[] {"limit=0", "limit=501", "limit=x", "from=yesterday", "before=x"})
            assertThat(admin.get("audit?" + wrong).status()).as(wrong).isEqualTo(400);
    }
}
