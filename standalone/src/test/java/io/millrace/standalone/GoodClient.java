package io.millrace.standalone;

import io.millrace.testkit.history.KinesisCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A client that puts and gets, over connections old and new, while others misbehave, and takes the time. */
final class GoodClient {
    private static final int CALLS_A_CONNECTION = 10;
    private static final long PAUSE_MILLIS = 10;

    private final KinesisCalls.Source server;
    private final String stream;
    private final String iterator;
    private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong calls = new AtomicLong();
    private final Background work;

    private GoodClient(KinesisCalls.Source server, String stream, String iterator) {
        this.server = server;
        this.stream = stream;
        this.iterator = iterator;
        this.work = Background.start("good client", this::round);
    }

    /** @param iterator where to read */
    static GoodClient begin(KinesisCalls.Source server, String stream, String iterator) {
        return new GoodClient(server, stream, iterator);
    }

    private void round() throws InterruptedException {
        try (var connection = server.calls()) {
            for (int i = 0; i < CALLS_A_CONNECTION / 2; i++) {
                call(
                        connection,
                        "PutRecord",
                        "{\"StreamName\":\"%s\",\"PartitionKey\":\"k\",\"Data\":\"ZGF0YQ==\"}".formatted(stream));
                call(connection, "GetRecords", "{\"ShardIterator\":\"%s\",\"Limit\":1}".formatted(iterator));
            }
        } catch (IOException e) {
            failures.add(e.toString());
        }
    }

    private void call(KinesisCalls connection, String operation, String body) throws InterruptedException {
        long began = System.nanoTime();
        calls.incrementAndGet();
        try {
            var answer = connection.call(operation, body);
            if (!answer.succeeded()) failures.add(answer.toString());
        } catch (IOException e) {
            failures.add(e.toString());
        }
        millis.add((System.nanoTime() - began) / 1_000_000);
        Thread.sleep(PAUSE_MILLIS);
    }

    long calls() {
        return calls.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    void stop() throws InterruptedException {
        work.stop();
    }

    /** After the end: how it fared, for a table. */
    @Override
    public String toString() {
        var sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return "a good client: %d calls, %.1f %% answered, median %d ms, p99 %d ms"
                .formatted(
                        sorted.size(),
                        100.0 * (sorted.size() - failures.size()) / sorted.size(),
                        sorted.get(sorted.size() / 2),
                        sorted.get(sorted.size() * 99 / 100));
    }
}
