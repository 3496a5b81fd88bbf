package io.millrace.clients;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The streams of the tests, and a plain client to look at them. */
final class Streams {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static final KinesisAsyncClient CLIENT = KinesisAsyncClient.builder()
            .endpointOverride(Millrace.shared().http())
            .region(Region.of(Millrace.REGION))
            .credentialsProvider(Millrace.shared().credentials())
            .build();

    private Streams() {}

    static KinesisAsyncClient client() {
        return CLIENT;
    }

    /** A new stream that is ready, with a name that no other test has. */
    static String create(String kind, int shards) {
        String name = kind + "-" + NAMES.incrementAndGet();
        await(CLIENT.createStream(r -> r.streamName(name).shardCount(shards)));
        awaitActive(name);
        return name;
    }

    static void awaitActive(String name) {
        try (var waiter = CLIENT.waiter()) {
            await(waiter.waitUntilStreamExists(r -> r.streamName(name)));
        }
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();
    }
}
