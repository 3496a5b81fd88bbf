package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kit.service.Platform;
import io.millrace.kit.service.ServiceRunner;
import io.millrace.testkit.FreePort;
import io.millrace.testkit.RawConnection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayTest {
    @ParameterizedTest
    @CsvSource({
        "Kinesis_20131202.PutRecord,              streams",
        "Kinesis_20131202,                        streams",
        "Firehose_20150804.PutRecord,             firehose",
        "KinesisAnalytics_20150814.AddApplicationInput, analytics",
        "KinesisAnalytics_20180523.ListApplications,    analytics",
        "DynamoDB_20120810.GetItem,               streams",
        ",                                        streams"
    })
    void theTargetNamesTheService(String target, String service) {
        assertThat(Routes.of(target)).isEqualTo(service);
    }

    @Test
    void withoutItsServiceItAnswersThatARetryMayHelp() throws Exception {
        int port = FreePort.next();
        try (var platform = Platform.create();
                var gateway = ServiceRunner.start(
                        new GatewayService(),
                        platform,
                        Map.of("millrace.gateway.port", port, "millrace.gateway.console.enabled", false));
                var connection = new RawConnection(port)) {
            assertThat(gateway.isRunning()).isTrue();
            connection.send("POST / HTTP/1.1\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Target:"
                    + " Kinesis_20131202.ListStreams\r\nContent-Length: 0\r\n\r\n");
            var refusal = connection.answer();
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.text())
                    .isEqualTo("{\"__type\":\"ServiceUnavailable\",\"message\":\"streams-service can't be reached,"
                            + " please try again.\"}");
            assertThat(refusal.headers()).containsKeys("x-amzn-RequestId", "x-amz-id-2", "date");

            connection.send("GET /_millrace/ready HTTP/1.1\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(503);
        }
    }

    @Test
    void aPermissiveGatewayKeepsToLoopback() {
        try (var platform = Platform.create()) {
            var settings = Map.<String, Object>of(
                    "millrace.gateway.host",
                    "0.0.0.0",
                    "millrace.gateway.port",
                    FreePort.next(),
                    "millrace.gateway.console.enabled",
                    false,
                    "millrace.identity.mode",
                    "permissive");

            assertThatThrownBy(() -> ServiceRunner.start(new GatewayService(), platform, settings))
                    .hasRootCauseMessage(
                            "millrace.identity.mode=permissive is allowed on loopback only, not on 0.0.0.0");
        }
    }

    @Test
    void aSettingThatBelongsToNobodyEndsTheStart() {
        try (var platform = Platform.create()) {
            assertThatThrownBy(() -> ServiceRunner.start(
                            new GatewayService(), platform, Map.of("millrace.gatewai.port", FreePort.next())))
                    .hasMessageContaining("unknown settings: millrace.gatewai.port");
        }
    }
}
