package io.millrace.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The cell {@code fanout-50}: whether fifty consumers of one shard keep up with 1 MB/s over HTTP/1.1, what memory that
 * takes, and what a poller notices. The server must allow fifty consumers a stream ({@code millrace.streams.consumer-limit}).
 */
final class FanOut implements AutoCloseable {
    private static final int RECORD_BYTES = 1024;
    private static final int CONSUMERS = 50;
    /** With {@link #BATCHES_A_SECOND}: 1 MB of data a second, what one shard takes. */
    private static final int BATCH_RECORDS = 100;

    private static final int BATCHES_A_SECOND = 10;

    private final BenchOptions options;
    private final PrintStream out;
    private final Requests requests;
    private final ControlClient client;
    private final Subscriptions subscriptions;

    FanOut(BenchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.requests = new Requests(options.endpoint().getRawAuthority(), options.key(), options.region());
        this.client = new ControlClient(options.server(), requests);
        this.subscriptions = new Subscriptions(options.server(), requests, client);
    }

    /** Prints whether all keep up, and how the server's memory grew meanwhile. */
    void fifty() throws IOException, InterruptedException {
        var streams = new Streams(client);
        var name = Streams.randomName();
        streams.create(name, 1);
        try {
            streams.awaitActive(name);
            putSteadily(name, BATCH_RECORDS, BATCHES_A_SECOND);
            var alone = polledWhilePutting(name);
            var counters = new ArrayList<EventCounter>();
            for (var consumer : subscriptions.register(name, CONSUMERS)) {
                var counter = new EventCounter(RECORD_BYTES, (records, at) -> {});
                subscriptions.subscribe(consumer, counter);
                counters.add(counter);
            }
            // A first round fills what fills in any case: the tail cache, compiled code, buffers of connections.
            int before = putSteadily(name, BATCH_RECORDS, BATCHES_A_SECOND).size() * BATCH_RECORDS;
            Subscriptions.awaitRecords(counters, before);
            long residentBefore = residentKib();
            double cpuBefore = ProcessCpu.seconds(options.pid());
            int put = putSteadily(name, BATCH_RECORDS, BATCHES_A_SECOND).size() * BATCH_RECORDS;
            long done = System.nanoTime();
            Subscriptions.awaitRecords(counters, before + put);
            double lag = (System.nanoTime() - done) / 1e6;
            out.printf(
                    "fanout-50: %d records of %d bytes to %d consumers each in %d s; the last was there %.0f ms after its"
                            + " acknowledgement; resident memory %+.1f MiB; %.1f s of CPU%n",
                    put,
                    RECORD_BYTES,
                    CONSUMERS,
                    options.seconds(),
                    lag,
                    (residentKib() - residentBefore) / 1024.0,
                    ProcessCpu.seconds(options.pid()) - cpuBefore);
            var beside = polledWhilePutting(name);
            out.printf(
                    "a poller at 5 calls a second, alone and beside the %d: p50 %.2f and %.2f ms, p99 %.2f and %.2f ms%n",
                    CONSUMERS, alone.millisAt(0.5), beside.millisAt(0.5), alone.millisAt(0.99), beside.millisAt(0.99));
        } finally {
            subscriptions.delete(name);
        }
    }

    /** How long GetRecords takes while 1 MB/s is written. */
    private Measurement.Latencies polledWhilePutting(String stream) throws IOException, InterruptedException {
        try (var poller = Poller.start(options.server(), requests, stream)) {
            putSteadily(stream, BATCH_RECORDS, BATCHES_A_SECOND);
            return poller.stop();
        }
    }

    /** Puts for the seconds of a run, one call after the other, at a steady pace. Returns when each was acknowledged. */
    private List<Long> putSteadily(String stream, int records, int callsASecond)
            throws IOException, InterruptedException {
        var bodies = new Bodies(1);
        var acknowledged = new ArrayList<Long>();
        long start = System.nanoTime();
        int calls = callsASecond * options.seconds();
        for (int i = 0; i < calls; i++) {
            var body = bodies.jsonPuts(stream, records, RECORD_BYTES, "");
            var request = requests.signed("PutRecords", Cell.Format.JSON.contentType, body);
            long due = start + i * 1_000_000_000L / callsASecond;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime())
                Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            var answer = client.send(request);
            acknowledged.add(System.nanoTime());
            if (!answer.isGood() || !answer.text("FailedRecordCount").equals("0"))
                throw new IOException("PutRecords was answered " + answer);
        }
        return acknowledged;
    }

    /** Memory of the server's process that is resident, or 0 if it is not known. */
    private long residentKib() throws IOException {
        var status = Path.of("/proc/" + options.pid() + "/status");
        if (!Files.exists(status)) return 0;
        for (var line : Files.readAllLines(status))
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", ""));
        return 0;
    }

    @Override
    public void close() {
        subscriptions.close();
        client.close();
    }
}
