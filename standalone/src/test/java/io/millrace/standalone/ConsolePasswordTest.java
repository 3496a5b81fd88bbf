package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Browser;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** The temporary password of a new installation, from its file until it was changed, and again for who is locked out. */
class ConsolePasswordTest {
    @Test
    void thePasswordLiesInItsFileUntilItIsChangedAndComesBackWhenAskedFor() throws Exception {
        var data = Started.newDirectory();
        var file = data.resolve("console-password");
        try (var millrace = Started.start(Started.options(data, "strict", false));
                var browser = new Browser(millrace.http())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            String temporary = Files.readString(file).strip();
            assertThat(browser.signIn("admin", temporary).status()).isEqualTo(200);

            browser.post("password", "{\"current\":\"" + temporary + "\",\"next\":\"kept in mind only\"}");

            assertThat(file).doesNotExist();
            assertThat(browser.post("call/ListStreams", "{}").status()).isEqualTo(200);
            assertThat(browser.get("keys").text())
                    .contains("\"kind\":\"root\"", "\"kind\":\"console\"")
                    .doesNotContain("\"kind\":\"user\"");
        }

        var flag = Files.createFile(data.resolve("reset-console-password"));
        try (var millrace = Started.start(Started.options(data, "strict", false));
                var browser = new Browser(millrace.http())) {
            assertThat(flag).doesNotExist();
            assertThat(browser.signIn("admin", "kept in mind only").status()).isEqualTo(401);
            var answer = browser.signIn("admin", Files.readString(file).strip());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().at("/user/mustChangePassword").asBoolean()).isTrue();
        }
    }
}
