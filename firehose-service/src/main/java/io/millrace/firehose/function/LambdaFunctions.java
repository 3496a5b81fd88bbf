package io.millrace.firehose.function;

import io.millrace.firehose.client.Credentials;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** Functions of AWS Lambda, or of anything that answers its Invoke. */
public final class LambdaFunctions implements Functions, AutoCloseable {
    private final LambdaClient client;

    public LambdaFunctions(FunctionSettings settings) {
        var builder = LambdaClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(Credentials.of(settings.accessKeyId(), settings.secretAccessKey()))
                // How often a call is tried again is for the stream to say.
                .overrideConfiguration(client -> client.retryStrategy(retries -> retries.maxAttempts(1)))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(settings.timeout()));
        var endpoint = settings.endpoint();
        if (endpoint != null) builder.endpointOverride(URI.create(endpoint.toString()));
        client = builder.build();
    }

    /** Whatever is called nowhere else. */
    @Override
    public boolean knows(String arn) {
        return true;
    }

    @Override
    public byte[] invoke(String arn, byte[] event) throws FunctionFailure {
        try {
            var answer = client.invoke(r -> r.functionName(arn).payload(SdkBytes.fromByteArrayUnsafe(event)));
            byte[] payload = answer.payload().asByteArrayUnsafe();
            if (answer.functionError() != null)
                throw new FunctionFailure(
                        "Lambda.FunctionError", "The function failed: " + answer.functionError(), null);
            if (payload.length > MAX_PAYLOAD_BYTES)
                throw new FunctionFailure(
                        "Lambda.FunctionError", "The answer is larger than " + MAX_PAYLOAD_BYTES + " bytes", null);
            return payload;
        } catch (TooManyRequestsException e) {
            throw new FunctionFailure("Lambda.InvokeLimitExceeded", String.valueOf(e.getMessage()), e);
        } catch (SdkException e) {
            throw new FunctionFailure("Lambda.FunctionError", String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
