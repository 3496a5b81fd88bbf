package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.RawConnection;
import io.millrace.testkit.SignedHttp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontDoorTest {
    private final Started millrace = Started.shared();

    private HttpResponse<String> get(HttpClient.Version version, URI uri) throws Exception {
        try (var client = HttpClient.newBuilder()
                .version(version)
                .sslContext(millrace.tls())
                .build()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void alpnChoosesHttp2AndHttp1() throws Exception {
        var two = get(HttpClient.Version.HTTP_2, millrace.https().resolve("/_millrace/ready"));
        assertThat(two.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(two.body()).isEqualTo("UP\n");

        var one = get(HttpClient.Version.HTTP_1_1, millrace.https().resolve("/_millrace/ready"));
        assertThat(one.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(one.body()).isEqualTo("UP\n");
    }

    @Test
    void theCertificateIsGoodForLocalhostAndOfNoKnownAuthority() throws Exception {
        var byName =
                get(HttpClient.Version.HTTP_2, URI.create("https://localhost:" + millrace.port() + "/_millrace/ready"));
        assertThat(byName.statusCode()).isEqualTo(200);

        try (var stranger = HttpClient.newHttpClient()) {
            Assertions.assertThatThrownBy(() -> stranger.send(
                            HttpRequest.newBuilder(millrace.https()).build(), HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void theStatusPagesAnswerOnOneConnection() throws Exception {
        try (var connection = new RawConnection(millrace.port())) {
            for (String page : new String[] {"health", "ready", "metrics", "nothing"})
                connection.send("GET /_millrace/" + page + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

            var health = connection.answer();
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.text()).startsWith("{\"status\":\"UP\",\"services\":{\"firehose\":{\"status\":\"UP\"");
            assertThat(connection.answer().text()).isEqualTo("UP\n");
            var metrics = connection.answer();
            assertThat(metrics.headers().get("content-type")).startsWith("text/plain; version=0.0.4");
            assertThat(metrics.text()).contains("millrace_streams_log_records_total");
            assertThat(connection.answer().status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pipelinedRequestsAreAnsweredInTheirOrder(boolean secure) throws Exception {
        try (var http = new SignedHttp(millrace.http(), millrace.key(), "kinesis", InstantSource.system());
                var connection = secure ? new RawConnection(tlsSocket()) : new RawConnection(millrace.port())) {
            var all = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                String body = "{\"StreamName\":\"no-such-" + i + "\"}";
                all.append(request(http, i % 2 == 0 ? "DescribeStream" : "PutRecord", body, ""));
            }
            connection.send(all.toString());

            for (int i = 0; i < 20; i++) {
                var answer = connection.answer();
                assertThat(answer.status()).isEqualTo(400);
                if (i % 2 == 0) assertThat(answer.text()).contains("Stream no-such-" + i + " under");
                else assertThat(answer.text()).contains("ValidationException");
            }
        }
    }

    private SSLSocket tlsSocket() throws Exception {
        return (SSLSocket) millrace.tls().getSocketFactory().createSocket("127.0.0.1", millrace.port());
    }

    @Test
    void aClientThatAsksBeforeItSendsIsToldToGoOn() throws Exception {
        try (var http = new SignedHttp(millrace.http(), millrace.key(), "kinesis", InstantSource.system());
                var connection = new RawConnection(millrace.port())) {
            String whole = request(http, "ListStreams", "{}", "Expect: 100-continue\r\n");
            int body = whole.length() - 2;

            connection.send(whole.substring(0, body));
            assertThat(connection.answer().status()).isEqualTo(100);
            connection.send(whole.substring(body));

            assertThat(connection.answer().status()).isEqualTo(200);
        }
    }

    private static String request(SignedHttp http, String operation, String body, String more) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var text = new StringBuilder("POST / HTTP/1.1\r\n");
        http.headers("Kinesis_20131202." + operation, SignedHttp.JSON, bytes)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        return text.append(more)
                .append("Content-Length: ")
                .append(bytes.length)
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    @Test
    void otherApisAreNotPartOfThisInstallation() throws Exception {
        try (var http = new SignedHttp(millrace.http(), millrace.key(), "kinesisanalytics", InstantSource.system())) {
            var answer = http.json("KinesisAnalytics_20180523.ListApplications", "{}");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text())
                    .isEqualTo(
                            "{\"__type\":\"UnknownOperationException\",\"message\":\"analytics-service is not part of"
                                    + " this installation of Millrace, see docs/compatibility.md.\"}");
            assertThat(answer.headers()).containsKeys("x-amzn-RequestId", "x-amz-id-2");
        }
    }

    @Test
    void thePortSaysWhatItIs() throws Exception {
        assertThat(get(HttpClient.Version.HTTP_1_1, millrace.http()).body()).startsWith("Millrace speaks");
    }
}
