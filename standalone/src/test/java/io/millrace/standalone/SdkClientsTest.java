package io.millrace.standalone;

import io.millrace.testkit.KinesisClients;
import io.millrace.testkit.KinesisClients.Body;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Every client of the AWS SDK for Java through the one port: both bodies, both schemes, every HTTP they choose. */
class SdkClientsTest {
    private final Started millrace = Started.shared();

    private URI endpoint(String scheme) {
        return scheme.equals("https") ? millrace.https() : millrace.http();
    }

    @ParameterizedTest
    @CsvSource({"http, CBOR", "http, JSON", "https, CBOR", "https, JSON"})
    void theApacheClientGoesRound(String scheme, Body body) {
        goRound(scheme, body, ApacheHttpClient.builder().tlsTrustManagersProvider(millrace::trust));
    }

    @ParameterizedTest
    @CsvSource({"http, CBOR", "https, JSON"})
    void theClientOfTheJdkGoesRound(String scheme, Body body) {
        goRound(scheme, body, UrlConnectionHttpClient.builder().tlsTrustManagersProvider(millrace::trust));
    }

    private void goRound(String scheme, Body body, SdkHttpClient.Builder<?> http) {
        try (var client = KinesisClients.speaking(
                body,
                () -> KinesisClient.builder()
                        .endpointOverride(endpoint(scheme))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(KinesisClients.credentials(millrace.key()))
                        .httpClientBuilder(http)
                        .build())) {
            RoundTrip.run(client);
        }
    }

    /** HTTP/2 by prior knowledge: in clear text and, as no other client does it, inside TLS without ALPN. */
    @ParameterizedTest
    @CsvSource({"http, CBOR", "http, JSON", "https, CBOR", "https, JSON"})
    void theAsynchronousClientGoesRoundAsItComes(String scheme, Body body) throws Exception {
        goRoundAsync(scheme, body, NettyNioAsyncHttpClient.builder().tlsTrustManagersProvider(millrace::trust));
    }

    @Test
    void theAsynchronousClientGoesRoundWithAlpn() throws Exception {
        goRoundAsync(
                "https",
                Body.JSON,
                NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP2)
                        .protocolNegotiation(ProtocolNegotiation.ALPN)
                        .tlsTrustManagersProvider(millrace::trust));
    }

    @Test
    void theAsynchronousClientGoesRoundOverOldHttp() throws Exception {
        goRoundAsync(
                "https",
                Body.CBOR,
                NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1).tlsTrustManagersProvider(millrace::trust));
    }

    private void goRoundAsync(String scheme, Body body, SdkAsyncHttpClient.Builder<?> http) throws Exception {
        try (var client = KinesisClients.speaking(
                body,
                () -> KinesisAsyncClient.builder()
                        .endpointOverride(endpoint(scheme))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(KinesisClients.credentials(millrace.key()))
                        .httpClientBuilder(http)
                        .build())) {
            RoundTrip.run(client);
        }
    }
}
