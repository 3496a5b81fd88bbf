package io.millrace.firehose.s3;

import io.millrace.firehose.client.Credentials;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes clients of a store. */
final class S3Clients {
    /** A store that is silent for so long is away. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private S3Clients() {}

    static S3Client of(S3Settings settings) {
        var builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(Credentials.of(settings.accessKeyId(), settings.secretAccessKey()))
                // Not every compatible store knows the newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                // Attempts are counted, paced and shown by the delivery; here only what is over in a moment is tried
                // again.
                .overrideConfiguration(client -> client.retryStrategy(RetryMode.STANDARD))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(SILENCE));
        var endpoint = settings.endpoint();
        if (endpoint != null)
            builder.endpointOverride(URI.create(endpoint.toString())).forcePathStyle(true);
        return builder.build();
    }
}
