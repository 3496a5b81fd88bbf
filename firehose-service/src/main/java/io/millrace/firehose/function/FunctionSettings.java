package io.millrace.firehose.function;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where functions run.
 *
 * @param endpoint of a service that answers Lambda's Invoke; none: AWS Lambda
 * @param region that requests to it are signed for
 * @param accessKeyId with {@code secretAccessKey}; none: what the SDK finds in its environment
 * @param urls of functions that are an address by themselves, by the function's name: the event is posted there, and the body
 *     of a 200 is the answer
 * @param timeout how long a call may take; Firehose waits five minutes (its developer guide)
 */
public record FunctionSettings(
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey,
        @DefaultValue Map<String, URI> urls,
        @DefaultValue("5m") Duration timeout) {
    public FunctionSettings {
        if ((accessKeyId == null) != (secretAccessKey == null))
            throw new IllegalArgumentException(
                    "millrace.firehose.functions needs access-key-id and secret-access-key, or neither");
        urls = Map.copyOf(urls);
        if (endpoint != null) check("endpoint", endpoint);
        urls.forEach((name, url) -> check("urls." + name, url));
    }

    private static void check(String name, URI address) {
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme()))
            throw new IllegalArgumentException(
                    "millrace.firehose.functions." + name + " is not an http or https address");
    }

    /** Without the secret, as it may stand in a log. */
    @Override
    public String toString() {
        return endpoint == null ? "AWS Lambda in " + region : endpoint.toString();
    }
}
