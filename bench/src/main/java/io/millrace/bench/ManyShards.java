package io.millrace.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The cell {@code shards-10000}: one stream of 10,000 shards is made, listed and written round robin, one call after the
 * other, each to the shard that comes next. The stream is deleted at the end; how long a server takes to start with such a
 * stream is what {@code ManyShardsTest} of the module standalone prints.
 */
final class ManyShards {
    private static final int SHARDS = 10_000;
    private static final int ROUNDS = 2;
    private static final int RECORD_BYTES = 1024;
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
            double answered = Measurement.secondsSince(start);
            try {
                streams.awaitActive(name);
                out.printf(
                        "shards-10000: a stream of %d shards: answered after %.2f s, ACTIVE after %.2f s%n",
                        SHARDS, answered, Measurement.secondsSince(start));
                list(client, name);
                put(client, requests, name);
            } finally {
                start = System.nanoTime();
                streams.delete(name);
                out.printf("shards-10000: DeleteStream answered after %.2f s%n", Measurement.secondsSince(start));
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
        out.printf("shards-10000: %d shards listed in %.0f ms%n", listed, Measurement.secondsSince(start) * 1000);
    }

    private void put(ControlClient client, Requests requests, String name) throws IOException, InterruptedException {
        var data = Base64.getEncoder().encodeToString(new byte[RECORD_BYTES]);
        var puts = new PutSeries(client);
        for (int i = 0; i < ROUNDS * SHARDS; i++) {
            var hashKey = KEYS_A_SHARD.multiply(BigInteger.valueOf(i % SHARDS)).add(KEYS_A_SHARD.shiftRight(1));
            var body = "{\"StreamName\":\"%s\",\"PartitionKey\":\"k\",\"ExplicitHashKey\":\"%s\",\"Data\":\"%s\"}"
                    .formatted(name, hashKey, data);
            var request =
                    requests.signed("PutRecord", Cell.Format.JSON.contentType, body.getBytes(StandardCharsets.UTF_8));
            puts.put(request);
        }
        puts.print(out, "shards-10000");
    }
}
