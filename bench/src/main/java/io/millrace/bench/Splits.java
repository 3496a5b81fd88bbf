package io.millrace.bench;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The cell {@code split}: puts at a steady rate while the shards of their stream change, from 4 to 8 and back. What to look
 * for is the ratio of the latencies during the changes to those of the seconds before, and that no put fails.
 */
final class Splits {
    private static final int SHARDS = 4;
    /** UpdateShardCount is allowed ten times a day. */
    private static final int CHANGES = 10;

    private static final int RECORDS = 100;
    private static final int RECORD_BYTES = 1024;
    private static final int BODIES = 16;
    private static final int CONNECTIONS = 16;
    private static final double BYTES_A_SECOND = 50e6;
    private static final int WARM_UP_MILLIS = 5_000;
    private static final int CALM_MILLIS = 3_000;
    /** Halved so often at most, where the machine does not take the rate. */
    private static final int HALVINGS = 4;

    private final BenchOptions options;
    private final PrintStream out;

    Splits(BenchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Puts of one kind of time, and how long that was altogether. */
    private static final class Window {
        final Measurement.Latencies latencies = new Measurement.Latencies();
        long nanos;
        long failed;

        void add(List<PacedPuts.Put> puts, long tookNanos) {
            for (var put : puts) {
                latencies.add(put.latencyNanos());
                if (put.failed() != 0) failed++;
            }
            nanos += tookNanos;
        }

        double p50() {
            return latencies.millisAt(0.5);
        }

        double p99() {
            return latencies.millisAt(0.99);
        }

        double megabytesPerSecond() {
            return latencies.count() * (double) RECORDS * RECORD_BYTES / 1e6 / (nanos / 1e9);
        }
    }

    void run() throws IOException, InterruptedException {
        var requests = new Requests(options.endpoint().getRawAuthority(), options.key(), options.region());
        try (var client = new ControlClient(options.server(), requests)) {
            var streams = new Streams(client);
            var name = Streams.randomName();
            streams.create(name, SHARDS);
            try {
                streams.awaitActive(name);
                try (var puts = new PacedPuts(
                        options.server(), bodies(requests, name), AnswerCheck.of(Cell.PUT_1K), CONNECTIONS)) {
                    warmUp(puts);
                    measure(client, streams, name, puts);
                }
            } finally {
                streams.delete(name);
            }
        }
    }

    private static List<ByteBuf> bodies(Requests requests, String name) {
        var bodies = new Bodies(1);
        var signed = new ArrayList<ByteBuf>();
        for (int i = 0; i < BODIES; i++)
            signed.add(requests.signed(
                    "PutRecords", Cell.Format.JSON.contentType, bodies.jsonPuts(name, RECORDS, RECORD_BYTES, "")));
        return signed;
    }

    /** Lets the server compile its code, and finds the rate that it keeps up with. */
    private void warmUp(PacedPuts puts) throws InterruptedException {
        double rate = BYTES_A_SECOND / RECORDS / RECORD_BYTES;
        for (int halved = 0; halved <= HALVINGS; halved++) {
            puts.pace(rate);
            Thread.sleep(WARM_UP_MILLIS);
            // The first seconds may have left a backlog that the server catches up with.
            puts.pace(rate);
            Thread.sleep(CALM_MILLIS);
            if (puts.waiting() < rate / 4) break;
            rate /= 2;
        }
        out.printf("split: %.1f MB/s asked for%n", rate * RECORDS * RECORD_BYTES / 1e6);
    }

    private void measure(ControlClient client, Streams streams, String name, PacedPuts puts)
            throws IOException, InterruptedException {
        var before = new Window();
        var during = new Window();
        for (int change = 0; change < CHANGES; change++) {
            puts.taken();
            long began = System.nanoTime();
            Thread.sleep(CALM_MILLIS);
            long calm = System.nanoTime();
            before.add(puts.taken(), calm - began);
            client.call(
                    "UpdateShardCount",
                    "{\"StreamName\":\"%s\",\"TargetShardCount\":%d,\"ScalingType\":\"UNIFORM_SCALING\"}"
                            .formatted(name, change % 2 == 0 ? 2 * SHARDS : SHARDS));
            streams.awaitActive(name);
            during.add(puts.taken(), System.nanoTime() - calm);
        }
        print("before", before);
        print("during", during);
        out.printf(
                "split: during to before: p50 %.2f, p99 %.2f; failed puts: %d%n",
                during.p50() / before.p50(), during.p99() / before.p99(), before.failed + during.failed);
        var error = puts.firstError();
        if (!error.isEmpty()) out.println("split: first error: " + error);
    }

    private void print(String when, Window window) {
        window.latencies.sort();
        out.printf(
                "split: %s %d changes of %d to %d shards and back, %.1f s: %d puts of %d records, %.1f MB/s,"
                        + " p50 %.2f ms, p99 %.2f ms%n",
                when,
                CHANGES,
                SHARDS,
                2 * SHARDS,
                window.nanos / 1e9,
                window.latencies.count(),
                RECORDS,
                window.megabytesPerSecond(),
                window.p50(),
                window.p99());
    }
}
