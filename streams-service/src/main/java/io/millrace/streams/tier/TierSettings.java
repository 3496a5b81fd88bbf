package io.millrace.streams.tier;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The bucket that old segments move to.
 *
 * @param bucket its name; none: everything stays on the local disk
 * @param endpoint of an S3-compatible store, with the bucket's name in the path; none: Amazon S3
 * @param region that requests are signed for
 * @param prefix of all keys
 * @param accessKeyId with {@code secretAccessKey}; none: what the SDK finds in its environment
 * @param after how old all records of a segment must be before it moves
 * @param cacheSize room on the local disk for what was read back
 */
public record TierSettings(
        @Nullable String bucket,
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("") String prefix,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey,
        @DefaultValue("1h") Duration after,
        @DefaultValue("1GB") DataSize cacheSize) {
    public TierSettings {
        if ((accessKeyId == null) != (secretAccessKey == null)) {
            throw new IllegalArgumentException(
                    "millrace.streams.log.tier needs access-key-id and secret-access-key, or neither");
        }
        if (endpoint != null && !"http".equals(endpoint.getScheme()) && !"https".equals(endpoint.getScheme())) {
            throw new IllegalArgumentException("millrace.streams.log.tier.endpoint is not an http or https address");
        }
    }

    /** Without the secret, as it may stand in a log. */
    @Override
    public String toString() {
        return "bucket " + bucket + " at " + (endpoint == null ? "Amazon S3" : endpoint) + ", prefix '" + prefix + "'";
    }
}
