package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.GatewayService;
import io.millrace.kit.service.Platform;
import io.millrace.kit.service.ServiceRunner;
import io.millrace.streams.StreamsService;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.FreePort;
import io.millrace.testkit.KinesisClients;
import io.millrace.testkit.KinesisClients.Body;
import io.millrace.testkit.RawConnection;
import io.millrace.testkit.ServiceRig;
import io.millrace.testkit.SignedHttp;
import io.millrace.testkit.TestPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** A gateway whose service lives elsewhere: requests pass through it with their signatures whole. */
class ProxyTest {
    @Test
    void theGatewayPassesEverythingThroughToAServiceElsewhere(@TempDir Path files) throws Exception {
        int servicePort = FreePort.next();
        var serviceSettings = Map.<String, Object>of(
                "millrace.database.url",
                TestPostgres.shared().newDatabase(),
                "millrace.streams.log.directory",
                files.resolve("log").toString(),
                "millrace.streams.port",
                servicePort);
        int port = FreePort.next();
        var gateway = Platform.create();
        var door = ServiceRunner.start(
                new GatewayService(),
                gateway,
                Map.of(
                        "millrace.gateway.port",
                        port,
                        "millrace.gateway.console.enabled",
                        false,
                        "millrace.gateway.services.streams",
                        "http://127.0.0.1:" + servicePort));
        var uri = URI.create("http://127.0.0.1:" + port);
        try (var http = new SignedHttp(uri, ServiceRig.ROOT, "kinesis", InstantSource.system());
                var client = KinesisClients.sync(uri, ServiceRig.ROOT, Body.CBOR, InstantSource.system())) {
            assertUnavailable(http);
            var service = ServiceRig.start(new StreamsService(), serviceSettings);
            try {
                RoundTrip.run(client);
                for (var protocol : new Protocol[] {Protocol.HTTP2, Protocol.HTTP1_1})
                    try (var async = KinesisAsyncClient.builder()
                            .endpointOverride(uri)
                            .region(Region.US_EAST_1)
                            .credentialsProvider(KinesisClients.credentials(ServiceRig.ROOT))
                            .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(protocol))
                            .build()) {
                        RoundTrip.run(async);
                    }

                client.createStream(r -> r.streamName("large").shardCount(1));
                Eventually.holds(() -> client.putRecord(r ->
                        r.streamName("large").partitionKey("k").data(SdkBytes.fromByteArray(new byte[1_000_000]))));
                var answer = http.json("Kinesis_20131202.DescribeStream", "{\"StreamName\":\"no-such\"}");
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.headers()).containsKeys("x-amzn-RequestId", "x-amz-id-2", "date");

                try (var refused = new RawConnection(port)) {
                    refused.send("POST / HTTP/1.1\r\nContent-Type: " + SignedHttp.JSON
                            + "\r\nX-Amz-Target: Kinesis_20131202.PutRecord\r\nContent-Length: 20000000\r\n\r\n");
                    assertThat(refused.answer().status()).isEqualTo(413);
                }
            } finally {
                service.close();
            }
            assertUnavailable(http);
        } finally {
            door.close();
            gateway.close();
        }
    }

    private static void assertUnavailable(SignedHttp http) throws Exception {
        var answer = http.json("Kinesis_20131202.ListStreams", "{}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text())
                .isEqualTo("{\"__type\":\"ServiceUnavailable\",\"message\":\"The service can't be reached, please try"
                        + " again.\"}");
        assertThat(answer.headers()).containsKeys("x-amzn-RequestId", "x-amz-id-2", "date");
    }
}
