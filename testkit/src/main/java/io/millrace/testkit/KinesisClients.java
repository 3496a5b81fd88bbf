package io.millrace.testkit;

import io.millrace.identity.AccessKey;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Clients of the AWS SDK for Java as users have them, without retries, so that a test sees each answer. */
public final class KinesisClients {
    private KinesisClients() {}

    /** The two forms of body that the SDK can speak. */
    public enum Body {
        CBOR,
        JSON
    }

    public static AwsCredentialsProvider credentials(AccessKey key) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret()));
    }

    /** A synchronous client that signs by a clock. */
    public static KinesisClient sync(URI endpoint, AccessKey key, Body body, InstantSource clock) {
        return speaking(
                body,
                () -> KinesisClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials(key))
                        .putAuthScheme(new ClockedScheme(clock))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                        .build());
    }

    /** An asynchronous client that signs by a clock: over HTTP/2 by prior knowledge, its default, or over HTTP/1.1. */
    public static KinesisAsyncClient async(
            URI endpoint, AccessKey key, Body body, Protocol protocol, InstantSource clock) {
        return speaking(
                body,
                () -> KinesisAsyncClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials(key))
                        .putAuthScheme(new ClockedScheme(clock))
                        .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                                .protocol(protocol)
                                .maxConcurrency(200))
                        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                        .build());
    }

    /** The SDK decides for CBOR by a system property, and when a client is made. */
    public static synchronized <C> C speaking(Body body, java.util.function.Supplier<C> maker) {
        String property = SdkSystemSetting.CBOR_ENABLED.property();
        System.setProperty(property, Boolean.toString(body == Body.CBOR));
        try {
            return maker.get();
        } finally {
            System.clearProperty(property);
        }
    }

    /** Signature Version 4 by a clock that tests turn. */
    private record ClockedScheme(InstantSource source) implements AwsV4AuthScheme {
        @Override
        public String schemeId() {
            return AwsV4AuthScheme.SCHEME_ID;
        }

        @Override
        public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
            return providers.identityProvider(AwsCredentialsIdentity.class);
        }

        @Override
        public AwsV4HttpSigner signer() {
            return new ClockedSigner(AwsV4HttpSigner.create(), clockOf(source));
        }
    }

    private record ClockedSigner(AwsV4HttpSigner signer, Clock clock) implements AwsV4HttpSigner {
        @Override
        public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
            return signer.sign(request.toBuilder()
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock)
                    .build());
        }

        @Override
        public CompletableFuture<AsyncSignedRequest> signAsync(
                AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
            return signer.signAsync(request.toBuilder()
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock)
                    .build());
        }
    }

    private static Clock clockOf(InstantSource source) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return source.instant();
            }
        };
    }
}
