package io.millrace.identity;

import static io.millrace.identity.TestKeys.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.wire.ApiException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** What the AWS SDK for Java signs is accepted, and nothing that differs from it by a byte. */
class SdkSignerTest {
    private static final long SEED = 20261122;
    private static final int CASES = 300;

    enum Form {
        HEADER,
        QUERY,
        PRESIGNED
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void acceptsWhatTheSdkSigned(Form form) {
        var random = new Random(SEED);
        var requests = new RandomRequests(random);
        var verifier = TestKeys.verifierAt(NOW);
        for (int i = 0; i < CASES; i++) {
            var key = i % 3 == 0 ? TestKeys.TEMPORARY : TestKeys.LASTING;
            var signed = sign(requests.next(), key, form);

            assertThat(verifier.authenticate(signed, "kinesis"))
                    .as("seed %d, case %d: %s", SEED, i, signed)
                    .isEqualTo(key.owner());
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void refusesEveryChangedByte(Form form) {
        var random = new Random(SEED);
        var requests = new RandomRequests(random);
        var verifier = TestKeys.verifierAt(NOW);
        for (int i = 0; i < CASES; i++) {
            var signed = sign(requests.next(), TestKeys.LASTING, form);

            for (var changed : Tampering.of(signed, random).entrySet()) {
                assertThatThrownBy(() -> verifier.authenticate(changed.getValue(), "kinesis"))
                        .as("seed %d, case %d, changed %s: %s", SEED, i, changed.getKey(), changed.getValue())
                        .isInstanceOf(ApiException.class);
            }
        }
    }

    private static ReceivedRequest sign(ReceivedRequest request, AccessKey key, Form form) {
        var unsigned = SdkHttpRequest.builder()
                .uri(URI.create("http://" + request.header("host")))
                .method(SdkHttpMethod.fromValue(request.method()))
                .encodedPath(request.rawPath())
                .rawQueryParameters(RandomRequests.decodedQuery(request));
        request.headers().forEach((name, values) -> unsigned.putHeader(name, values));
        var signed = AwsV4HttpSigner.create().sign(builder -> {
            builder.identity(identity(key))
                    .request(unsigned.build())
                    .payload(ContentStreamProvider.fromUtf8String(request.body()))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "kinesis")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
            if (form != Form.HEADER) builder.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING);
            if (form == Form.PRESIGNED) {
                builder.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(299));
            }
        });
        var sent = signed.request();
        return new ReceivedRequest(
                request.method(),
                sent.encodedPath(),
                sent.encodedQueryParameters().orElse(null),
                sent.headers(),
                request.body());
    }

    private static AwsCredentialsIdentity identity(AccessKey key) {
        var token = key.sessionToken();
        return token == null
                ? AwsCredentialsIdentity.create(key.id(), key.secret())
                : AwsSessionCredentialsIdentity.create(key.id(), key.secret(), token);
    }
}
