package io.millrace.firehose.function;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Functions that are an address by themselves. The operator names the addresses, so they are called as they are. */
public final class UrlFunctions implements Functions, AutoCloseable {
    private static final int OK = 200;

    private final Map<String, URI> urls;
    private final Duration timeout;
    private final HttpClient client;

    public UrlFunctions(FunctionSettings settings) {
        this.urls = settings.urls();
        this.timeout = settings.timeout();
        this.client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public boolean knows(String arn) {
        return urls.containsKey(FunctionName.of(arn));
    }

    @Override
    public byte[] invoke(String arn, byte[] event) throws FunctionFailure, InterruptedException {
        var url = urls.get(FunctionName.of(arn));
        if (url == null) throw new FunctionFailure("Lambda.FunctionError", "There is no address for " + arn, null);
        var request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                .build();
        var handler = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_PAYLOAD_BYTES);
        // The request's own timeout ends with the answer's head.
        var call = client.sendAsync(request, handler);
        try {
            var response = call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != OK)
                throw new FunctionFailure(
                        "Lambda.FunctionError", "The function answered status " + response.statusCode(), null);
            return response.body();
        } catch (TimeoutException e) {
            throw new FunctionFailure("Lambda.FunctionError", "The function took longer than " + timeout, e);
        } catch (ExecutionException e) {
            throw new FunctionFailure("Lambda.FunctionError", "The function can't be called: " + e.getCause(), e);
        } finally {
            call.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
