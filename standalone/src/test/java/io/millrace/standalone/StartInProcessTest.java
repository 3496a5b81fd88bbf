package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.identity.AccessKey;
import io.millrace.identity.Caller;
import io.millrace.testkit.FreePort;
import io.millrace.testkit.RawConnection;
import io.millrace.testkit.SignedHttp;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartInProcessTest {
    @Test
    void aSecondStartOnTheSameDataSaysWhoHasThem() {
        var first = Started.shared();
        var second = Started.options(first.options().data(), "strict", false);

        var failure = catchThrowableOfType(StartFailure.class, () -> Standalone.start(second));

        assertThat(failure)
                .hasMessage("data directory " + first.options().data() + " is in use by another process, pid "
                        + ProcessHandle.current().pid());
    }

    @Test
    void aPortThatIsTakenIsNamed(@TempDir Path data) {
        int port = Started.shared().port();
        var options = new Options(data, port, "127.0.0.1", "strict", data.resolve("runtime"), false, false);

        var failure = catchThrowableOfType(StartFailure.class, () -> Standalone.start(options));

        assertThat(failure).hasMessage("port " + port + " on 127.0.0.1 is in use, choose another with --port");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aDataDirectoryThatIsAFileIsNamed(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        var options =
                new Options(file, FreePort.next(), "127.0.0.1", "strict", directory.resolve("runtime"), false, false);

        var failure = catchThrowableOfType(StartFailure.class, () -> Standalone.start(options));

        assertThat(failure).hasMessageStartingWith("data directory " + file + " can't be used: ");
        assertThat(failure.getMessage()).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port x", "--port 0", "--port 70000", "--port", "--auth none", "--what"})
    void anOptionThatIsWrongIsTold(String line) {
        var failure = catchThrowableOfType(StartFailure.class, () -> Options.parse(line.split(" ", -1)));

        assertThat(failure.getMessage()).contains(line.replaceFirst(" .*", ""));
    }

    /** One more installation for three looks at it: unverified callers, no clear text, all kept after a restart. */
    @Test
    void anotherInstallationIsPermissiveAndTakesTlsOnlyAndKeepsEverything() throws Exception {
        var options = Started.options(Started.newDirectory(), "permissive", true);
        var unknown = new AccessKey("123456789012", "anything", new Caller("", "", ""), null, null);
        AccessKey root;
        try (var millrace = Started.start(options)) {
            root = millrace.key();
            try (var connection = new RawConnection(millrace.port())) {
                connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                var answer = connection.answer();
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.text()).isEqualTo("This port takes https:// requests.\n");
                assertThat(connection.ends()).isTrue();
            }
            post(millrace, unknown, "CreateStream", "{\"StreamName\":\"kept\",\"ShardCount\":1}");
            assertThat(post(millrace, unknown, "ListStreams", "{}")).contains("123456789012:stream/kept");
            assertThat(post(millrace, root, "ListStreams", "{}")).contains("\"StreamNames\":[]");
        }

        try (var millrace = Started.start(options)) {
            assertThat(millrace.key()).isEqualTo(root);
            assertThat(post(millrace, unknown, "ListStreams", "{}")).contains("123456789012:stream/kept");
        }
    }

    private static String post(Started millrace, AccessKey key, String operation, String body) throws Exception {
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (var signer = new SignedHttp(millrace.https(), key, "kinesis", InstantSource.system());
                var client = HttpClient.newBuilder().sslContext(millrace.tls()).build()) {
            var request = HttpRequest.newBuilder(millrace.https()).POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
            signer.headers("Kinesis_20131202." + operation, SignedHttp.JSON, bytes)
                    .forEach((name, value) -> {
                        if (!name.equals("host")) request.header(name, value);
                    });
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }
}
