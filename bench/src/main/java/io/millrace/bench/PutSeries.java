package io.millrace.bench;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Puts one after the other, to compare the last with the first: they should cost the same. */
final class PutSeries {
    /** So many of the first and of the last are compared. */
    static final int COMPARED = 1000;

    private final ControlClient client;
    private final List<Long> nanos = new ArrayList<>();

    PutSeries(ControlClient client) {
        this.client = client;
    }

    void put(ByteBuf request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var answer = client.send(request);
        nanos.add(System.nanoTime() - start);
        if (!answer.isGood()) throw new IOException("a put was answered " + answer);
    }

    /** After at least {@link #COMPARED} puts. */
    void print(PrintStream out, String title) {
        print(out, title, "first", nanos.subList(0, COMPARED));
        print(out, title, "last", nanos.subList(nanos.size() - COMPARED, nanos.size()));
    }

    private void print(PrintStream out, String title, String which, List<Long> some) {
        var latencies = new Measurement.Latencies();
        some.forEach(latencies::add);
        latencies.sort();
        out.printf(
                "%s: %-5s %d of %d puts: p50 %.2f ms, p99 %.2f ms%n",
                title, which, some.size(), nanos.size(), latencies.millisAt(0.5), latencies.millisAt(0.99));
    }
}
