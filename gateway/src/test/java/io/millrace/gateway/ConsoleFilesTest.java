package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Browser;
import io.millrace.testkit.RawConnection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the console, as a browser gets them. */
class ConsoleFilesTest {
    private static ConsoleRig rig = new ConsoleRig(Map.of());

    private final Browser browser = rig.browser();

    @AfterAll
    static void end() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/",
                "/console/index.html",
                "/console/streams/orders",
                "/console/streams/orders.v1",
                "/console/consumers/arn%3Aaws%3Akinesis"
            })
    void everyPlaceInTheConsoleIsItsPage(String path) throws Exception {
        var answer = browser.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("<title>Console</title>");
        assertThat(answer.headers()).containsEntry("content-type", "text/html; charset=utf-8");
        assertThat(answer.headers()).containsEntry("cache-control", "no-cache");
        assertThat(answer.headers().get("content-security-policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
                        + " 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self';"
                        + " frame-ancestors 'none'");
        assertThat(answer.headers()).containsEntry("x-content-type-options", "nosniff");
        assertThat(answer.headers()).containsEntry("referrer-policy", "no-referrer");
        assertThat(answer.headers()).containsEntry("cross-origin-opener-policy", "same-origin");
    }

    @Test
    void theConsoleWithoutASlashLeadsToTheConsole() throws Exception {
        var answer = browser.get("/console");

        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.headers()).containsEntry("location", "/console/");
    }

    @Test
    void whatNeverChangesIsKeptByTheBrowser() throws Exception {
        var answer = browser.get("/console/assets/app-1a2b3c.js");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("console.log(\"app\");\n");
        assertThat(answer.headers()).containsEntry("cache-control", "public, max-age=31536000, immutable");
        assertThat(answer.headers()).containsEntry("content-type", "text/javascript; charset=utf-8");
        assertThat(answer.headers()).containsEntry("vary", "accept-encoding");
    }

    @Test
    void whatTheBrowserHasIsNotSentAgain() throws Exception {
        String tag = browser.get("/console/").headers().get("etag");

        var again = browser.send("GET", "/console/", null, Map.of("if-none-match", "W/\"x\", " + tag));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
        assertThat(again.headers()).containsEntry("etag", tag);
    }

    @Test
    void whatIsPrecompressedIsSentSoToWhoTakesIt() throws Exception {
        assertThat(coding("gzip, deflate, br")).isEqualTo("br");
        assertThat(coding("gzip;q=1.0, br; q=0")).isEqualTo("gzip");
        assertThat(coding("gzip")).isEqualTo("gzip");
        assertThat(coding("br;q=0.000, gzip;q=0")).isNull();
        assertThat(browser.send("GET", "/console/icon.svg", null, Map.of("accept-encoding", "br, gzip"))
                        .headers())
                .doesNotContainKey("content-encoding");
    }

    private @Nullable String coding(String accepted) throws Exception {
        return browser.send("GET", "/console/assets/app-1a2b3c.js", null, Map.of("accept-encoding", accepted))
                .headers()
                .get("content-encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/../millrace-gateway.yml",
                "/console/%2e%2e/millrace-gateway.yml",
                "/console/%2E%2E/millrace-gateway.yml",
                "/console/..%2fmillrace-gateway.yml",
                "/console/assets/..%2F..%2Fmillrace-gateway.yml",
                "/console/..%5cmillrace-gateway.yml",
                "/console/.%2e/db/gateway/V1__users_and_sessions.sql",
                "/console/assets/missing.js",
                "/console/assets",
                "/console/assets/",
                "/console/assets/app-1a2b3c.js.br",
                "/console//etc/passwd",
                "/console/index.html%00.js"
            })
    void noPathLeadsOutOfTheConsole(String path) throws Exception {
        try (var connection = new RawConnection(rig.service().port())) {
            connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

            var answer = connection.answer();

            if (answer.status() == 200) assertThat(answer.text()).contains("<title>Console</title>");
            else assertThat(answer.status()).isEqualTo(404);
        }
    }

    @Test
    void filesAreOnlyGiven() throws Exception {
        assertThat(browser.post("/console/index.html", "{}").status()).isEqualTo(405);
    }
}
