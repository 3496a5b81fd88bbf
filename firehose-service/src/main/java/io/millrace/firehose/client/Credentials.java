package io.millrace.firehose.client;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What requests to other services are signed with. */
public final class Credentials {
    private Credentials() {}

    /** Those of the settings, or what the SDK finds in its environment if they have none. */
    public static AwsCredentialsProvider of(@Nullable String id, @Nullable String secret) {
        return id == null || secret == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
    }
}
