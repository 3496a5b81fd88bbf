package io.millrace.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The cell {@code shards-10000}: one stream of 10,000 shards is made, listed and written round robin, one call after the
 * other, each to the shard that comes next. The stream is deleted at the end; how long a server takes to start with such a
 * stream is what {@code ManyShardsTest} of the module standalone prints.
 */
final class ManyShards {
    private static final int SHARDS = 10_000;
    private static final int ROUNDS = 2;
    private static final int RECORD_BYTES = 1024;
    private static final int PUTS_COMPARED = 1000;
    private static final int LIST_PAGE = 1000;
    private static final BigInteger KEYS_A_SHARD = BigInteger.TWO.pow(128).divide(BigInteger.valueOf(SHARDS));

    private final BenchOptions options;
    private final PrintStream out;

    ManyShards(BenchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        var requests = new Requests(options.endpoint().getRawAuthority(), options.key(), options.region());
        try (var client = new ControlClient(options.server(), requests)) {
            var streams = new Streams(client);
            var name = Streams.randomName();
            long start = System.nanoTime();
            streams.create(name, SHARDS);
            double answered = secondsSince(start);
            try {
                streams.awaitActive(name);
                out.printf(
                        "shards-10000: a stream of %d shards: answered after %.2f s, ACTIVE after %.2f s%n",
                        SHARDS, answered, secondsSince(start));
                list(client, name);
                put(client, requests, name);
            } finally {
                start = System.nanoTime();
                streams.delete(name);
                out.printf("shards-10000: DeleteStream answered after %.2f s%n", secondsSince(start));
            }
        }
    }

    private void list(ControlClient client, String name) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int listed = 0;
        String request = "{\"StreamName\":\"%s\",\"MaxResults\":%d}".formatted(name, LIST_PAGE);
        while (true) {
            var answer = client.call("ListShards", request);
            listed += answer.body().split("\"ShardId\"", -1).length - 1;
            if (!answer.body().contains("\"NextToken\"")) break;
            request = "{\"NextToken\":\"%s\",\"MaxResults\":%d}".formatted(answer.text("NextToken"), LIST_PAGE);
        }
        out.printf("shards-10000: %d shards listed in %.0f ms%n", listed, secondsSince(start) * 1000);
    }

    private void put(ControlClient client, Requests requests, String name) throws IOException, InterruptedException {
        var data = Base64.getEncoder().encodeToString(new byte[RECORD_BYTES]);
        var nanos = new ArrayList<Long>();
        for (int i = 0; i < ROUNDS * SHARDS; i++) {
            var hashKey = KEYS_A_SHARD.multiply(BigInteger.valueOf(i % SHARDS)).add(KEYS_A_SHARD.shiftRight(1));
            var body = "{\"StreamName\":\"%s\",\"PartitionKey\":\"k\",\"ExplicitHashKey\":\"%s\",\"Data\":\"%s\"}"
                    .formatted(name, hashKey, data);
            var request =
                    requests.signed("PutRecord", Cell.Format.JSON.contentType, body.getBytes(StandardCharsets.UTF_8));
            long start = System.nanoTime();
            var answer = client.send(request);
            nanos.add(System.nanoTime() - start);
            if (!answer.isGood()) throw new IOException("PutRecord was answered " + answer);
        }
        printPuts("first", nanos, 0);
        printPuts("last", nanos, nanos.size() - PUTS_COMPARED);
    }

    private void printPuts(String which, List<Long> nanos, int from) {
        var latencies = new Measurement.Latencies();
        nanos.subList(from, from + PUTS_COMPARED).forEach(latencies::add);
        latencies.sort();
        out.printf(
                "shards-10000: %-5s %d of %d puts: p50 %.2f ms, p99 %.2f ms%n",
                which, PUTS_COMPARED, nanos.size(), latencies.millisAt(0.5), latencies.millisAt(0.99));
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
