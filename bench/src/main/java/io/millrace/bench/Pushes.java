package io.millrace.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long after it was sent a record reaches the subscribers of its shard: puts of one record go at a steady rate over one
 * connection, each subscriber notes when its events come. Of many subscribers the one with the worst 99th percentile
 * counts.
 */
final class Pushes implements AutoCloseable {
    private static final int BODIES = 64;

    private final Requests requests;
    private final ControlClient client;
    private final Subscriptions subscriptions;

    Pushes(InetSocketAddress server, Requests requests) {
        this.requests = requests;
        this.client = new ControlClient(server, requests);
        this.subscriptions = new Subscriptions(server, requests, client);
    }

    /** When each record came to one subscriber; written by an event loop alone, read when all are there. */
    private static final class Arrivals implements EventCounter.Listener {
        final long[] nanos;
        private int count;

        Arrivals(int expected) {
            nanos = new long[expected];
        }

        @Override
        public void came(int records, long atNanos) {
            Arrays.fill(nanos, count, count + records, atNanos);
            count += records;
        }
    }

    /** Makes a stream and its consumers for the run and deletes them afterwards. */
    Measurement ofOwnStream(Cell cell, int seconds, long pid) throws IOException, InterruptedException {
        var streams = new Streams(client);
        var name = Streams.randomName();
        streams.create(name, 1);
        try {
            streams.awaitActive(name);
            return run(cell, name, subscriptions.register(name, cell.connections), seconds, pid);
        } finally {
            subscriptions.delete(name);
        }
    }

    /** @param consumers their ARNs, all of the one shard of that stream */
    Measurement run(Cell cell, String stream, List<String> consumers, int seconds, long pid)
            throws IOException, InterruptedException {
        int puts = cell.callsASecond * seconds;
        // A quarter more before, while the server compiles its code, is not counted.
        int before = puts / 4;
        var arrivals = new ArrayList<Arrivals>();
        var counters = new ArrayList<EventCounter>();
        for (var consumer : consumers) {
            var arrived = new Arrivals(before + puts);
            var counter = new EventCounter(cell.recordBytes, arrived);
            subscriptions.subscribe(consumer, counter);
            arrivals.add(arrived);
            counters.add(counter);
        }
        var sent = new long[before + puts];
        put(cell, stream, sent, 0, before);
        double cpuBefore = ProcessCpu.seconds(pid);
        put(cell, stream, sent, before, puts);
        Subscriptions.awaitRecords(counters, sent.length);
        double cpu = ProcessCpu.seconds(pid) - cpuBefore;
        var worst = arrivals.stream()
                .map(arrived -> latencies(sent, arrived.nanos, before))
                .max(Comparator.comparingDouble(latencies -> latencies.millisAt(0.99)));
        return measurement(cell, worst.orElseThrow(), cpu);
    }

    private void put(Cell cell, String stream, long[] sent, int from, int count)
            throws IOException, InterruptedException {
        var bodies = new Bodies(1);
        var load = new ArrayList<io.netty.buffer.ByteBuf>();
        for (int i = 0; i < BODIES; i++)
            load.add(requests.signed(
                    "PutRecords", Cell.Format.JSON.contentType, bodies.jsonPuts(stream, 1, cell.recordBytes, "")));
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / cell.callsASecond;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            sent[from + i] = System.nanoTime();
            var answer = client.send(load.get(i % BODIES));
            if (!answer.isGood() || !answer.text("FailedRecordCount").equals("0"))
                throw new IOException("PutRecords was answered " + answer);
        }
    }

    private static Measurement.Latencies latencies(long[] sent, long[] arrived, int from) {
        var latencies = new Measurement.Latencies();
        for (int i = from; i < sent.length; i++) latencies.add(arrived[i] - sent[i]);
        latencies.sort();
        return latencies;
    }

    private static Measurement measurement(Cell cell, Measurement.Latencies latencies, double cpuSeconds) {
        return new Measurement(
                cell.callsASecond,
                cell.callsASecond * cell.recordBytes / 1e6,
                latencies.millisAt(0.5),
                latencies.millisAt(0.99),
                latencies.millisAt(0.999),
                latencies.count(),
                0,
                0,
                "",
                cpuSeconds * 1e6 / latencies.count());
    }

    @Override
    public void close() {
        subscriptions.close();
        client.close();
    }
}
