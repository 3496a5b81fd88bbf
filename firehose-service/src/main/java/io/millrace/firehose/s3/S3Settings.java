package io.millrace.firehose.s3;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The store that buckets are in. Roles of the configuration are kept and shown; what signs is this.
 *
 * @param endpoint of an S3-compatible store, with the bucket's name in the path; none: Amazon S3
 * @param region that requests are signed for
 * @param accessKeyId with {@code secretAccessKey}; none: what the SDK finds in its environment
 */
public record S3Settings(
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey) {
    public S3Settings {
        if ((accessKeyId == null) != (secretAccessKey == null))
            throw new IllegalArgumentException(
                    "millrace.firehose.s3 needs access-key-id and secret-access-key, or neither");
        if (endpoint != null && !"http".equals(endpoint.getScheme()) && !"https".equals(endpoint.getScheme()))
            throw new IllegalArgumentException("millrace.firehose.s3.endpoint is not an http or https address");
    }

    /** Without the secret, as it may stand in a log. */
    @Override
    public String toString() {
        return endpoint == null ? "Amazon S3 in " + region : endpoint.toString();
    }
}
