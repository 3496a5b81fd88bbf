package io.millrace.streams.tier;

import io.millrace.log.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Segments in an S3-compatible bucket. Every request is made with the SDK's own retries and checksums; one that hangs ends
 * after {@link #SILENCE} without a byte.
 */
public final class S3Objects implements ObjectStore {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    /** @throws IllegalArgumentException if the settings name no bucket */
    public S3Objects(TierSettings settings) {
        var name = settings.bucket();
        if (name == null) throw new IllegalArgumentException("millrace.streams.log.tier.bucket is not set");
        bucket = name;
        prefix = settings.prefix();
        var builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings.accessKeyId(), settings.secretAccessKey()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(SILENCE));
        var endpoint = settings.endpoint();
        if (endpoint != null)
            builder.endpointOverride(URI.create(endpoint.toString())).forcePathStyle(true);
        client = builder.build();
    }

    private static AwsCredentialsProvider credentials(@Nullable String id, @Nullable String secret) {
        if (id == null || secret == null)
            return DefaultCredentialsProvider.builder().build();
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
    }

    @Override
    public void put(String key, long bytes, Content content) throws IOException {
        try {
            client.putObject(
                    request -> request.bucket(bucket).key(prefix + key),
                    RequestBody.fromContentProvider(
                            () -> {
                                try {
                                    return content.open();
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            },
                            bytes,
                            "application/octet-stream"));
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    @Override
    public void get(String key, long from, ByteBuffer target) throws IOException {
        long last = from + target.remaining() - 1;
        try (var in = client.getObject(
                request -> request.bucket(bucket).key(prefix + key).range("bytes=" + from + "-" + last))) {
            var part = new byte[64 << 10];
            while (target.hasRemaining()) {
                int n = in.read(part, 0, Math.min(part.length, target.remaining()));
                if (n < 0) throw new IOException("object " + key + " ends too soon");
                target.put(part, 0, n);
            }
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        try {
            client.deleteObject(request -> request.bucket(bucket).key(prefix + key));
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    @Override
    public void list(String keyPrefix, Consumer<String> visitor) throws IOException {
        try {
            client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix + keyPrefix))
                    .contents()
                    .forEach(object -> visitor.accept(object.key().substring(prefix.length())));
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    private static IOException failed(SdkException e) {
        return new IOException("the object store: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        client.close();
    }
}
