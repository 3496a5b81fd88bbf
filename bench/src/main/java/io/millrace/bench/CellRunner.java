package io.millrace.bench;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a cell once, against the ceiling or against Millrace. */
final class CellRunner {
    private static final int SHARDS = 8;
    private static final int PUTRECORDS_BODIES = 4;
    private static final int PUTRECORD_BODIES = 64;
    private static final long SEED = 1;

    private final LoadClient client;
    private final BenchOptions options;

    CellRunner(LoadClient client, BenchOptions options) {
        this.client = client;
        this.options = options;
    }

    Measurement ceiling(Cell cell, int seconds, int port, long pid) throws InterruptedException {
        var requests = new Requests("127.0.0.1:" + port, options.key(), options.region());
        var load = cell.call == Cell.Call.GET_RECORDS
                ? gets(cell, requests, List.of("none"))
                : puts(cell, requests, "bench-ceiling");
        return run(cell, seconds, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), load, pid);
    }

    /** Makes a stream of its own for the run and deletes it afterwards. */
    Measurement millrace(Cell cell, int seconds) throws IOException, InterruptedException {
        var server = options.server();
        var requests = new Requests(options.endpoint().getRawAuthority(), options.key(), options.region());
        try (var control = new ControlClient(server, requests)) {
            var streams = new Streams(control);
            var name = Streams.randomName();
            streams.create(name, SHARDS);
            try {
                streams.awaitActive(name);
                return run(cell, seconds, server, load(cell, requests, streams, name), options.pid());
            } finally {
                streams.delete(name);
            }
        }
    }

    private static List<ByteBuf> load(Cell cell, Requests requests, Streams streams, String name)
            throws IOException, InterruptedException {
        if (cell.call != Cell.Call.GET_RECORDS) return puts(cell, requests, name);
        streams.fill(requests, new Bodies(SEED), name, SHARDS, cell.records, cell.recordBytes);
        return gets(cell, requests, streams.iterators(name, SHARDS));
    }

    private Measurement run(Cell cell, int seconds, InetSocketAddress server, List<ByteBuf> load, long pid)
            throws InterruptedException {
        var measured = Duration.ofSeconds(seconds);
        return client.run(
                server,
                new LoadClient.Load(
                        load,
                        cell.connections,
                        cell.records,
                        cell.recordBytes,
                        AnswerCheck.of(cell),
                        measured.dividedBy(4),
                        measured,
                        pid));
    }

    private static List<ByteBuf> puts(Cell cell, Requests requests, String stream) {
        var bodies = new Bodies(SEED);
        var load = new ArrayList<ByteBuf>();
        for (int i = cell.records == 1 ? PUTRECORD_BODIES : PUTRECORDS_BODIES; i > 0; i--) {
            load.add(requests.signed(cell.call.operation, cell.format.contentType, bodies.put(cell, stream)));
        }
        return load;
    }

    private static List<ByteBuf> gets(Cell cell, Requests requests, List<String> iterators) {
        var load = new ArrayList<ByteBuf>();
        for (var iterator : iterators) {
            load.add(requests.signed(
                    cell.call.operation, cell.format.contentType, Bodies.get(cell.format, iterator, cell.records)));
        }
        return load;
    }
}
