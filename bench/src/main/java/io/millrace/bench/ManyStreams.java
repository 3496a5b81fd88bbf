package io.millrace.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The cell {@code shards}: many streams of four shards are made, listed and written in turn, one call after the other.
 * What to look for is a slope: the last hundred creates, and the last thousand puts, should cost what the first did.
 */
final class ManyStreams {
    private static final int SHARDS = 4;
    private static final int BATCH = 100;
    private static final int RECORD_BYTES = 1024;
    private static final int PUT_ROUNDS = 3;
    private static final int LIST_PAGE = 100;

    private final BenchOptions options;
    private final PrintStream out;

    ManyStreams(BenchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        var requests = new Requests(options.endpoint().getRawAuthority(), options.key(), options.region());
        try (var client = new ControlClient(options.server(), requests)) {
            var streams = new Streams(client);
            var prefix = Streams.randomName();
            var names = new ArrayList<String>();
            try {
                create(streams, prefix, names);
                for (var name : names) streams.awaitActive(name);
                list(client, prefix, names.size());
                put(client, requests, names);
            } finally {
                long start = System.nanoTime();
                for (var name : names) streams.delete(name);
                out.printf("shards: %d streams deleted in %.2f s%n", names.size(), Measurement.secondsSince(start));
            }
        }
    }

    private void create(Streams streams, String prefix, List<String> names) throws IOException, InterruptedException {
        out.printf("shards: %d streams of %d shards; ms per %d creates:", options.shardStreams(), SHARDS, BATCH);
        long start = System.nanoTime();
        for (int i = 0; i < options.shardStreams(); i++) {
            var name = "%s-%06d".formatted(prefix, i);
            streams.create(name, SHARDS);
            names.add(name);
            if (names.size() % BATCH == 0) {
                out.printf(" %.0f", Measurement.secondsSince(start) * 1000);
                start = System.nanoTime();
            }
        }
        out.println();
    }

    private void list(ControlClient client, String prefix, int expected) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int listed = 0;
        var after = prefix;
        while (true) {
            var answer = client.call(
                    "ListStreams", "{\"Limit\":%d,\"ExclusiveStartStreamName\":\"%s\"}".formatted(LIST_PAGE, after));
            var names = answer.texts("StreamNames");
            listed +=
                    (int) names.stream().filter(name -> name.startsWith(prefix)).count();
            if (!answer.text("HasMoreStreams").equals("true") || names.isEmpty()) break;
            after = names.getLast();
        }
        out.printf(
                "shards: %d of %d streams listed in %.0f ms%n",
                listed, expected, Measurement.secondsSince(start) * 1000);
    }

    private void put(ControlClient client, Requests requests, List<String> names)
            throws IOException, InterruptedException {
        var bodies = new Bodies(1);
        var puts = new PutSeries(client);
        int count = Math.max(PUT_ROUNDS * names.size(), 2 * PutSeries.COMPARED);
        for (int i = 0; i < count; i++) {
            var body = bodies.jsonPut(names.get(i % names.size()), RECORD_BYTES);
            var request = requests.signed("PutRecord", Cell.Format.JSON.contentType, body);
            puts.put(request);
        }
        puts.print(out, "shards");
    }
}
