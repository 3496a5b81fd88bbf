package io.millrace.bench;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

    Measurement ceiling(Cell cell, int seconds, int port, long pid) throws IOException, InterruptedException {
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var requests = new Requests("127.0.0.1:" + port, options.key(), options.region());
        if (cell.call == Cell.Call.SUBSCRIBE) {
            try (var pushes = new Pushes(server, requests)) {
                return pushes.run(cell, "bench-ceiling", Collections.nCopies(cell.connections, "any"), seconds, pid);
            }
        }
        var load = cell.call == Cell.Call.GET_RECORDS
                ? gets(cell, requests, List.of("none"))
                : puts(cell, requests, "bench-ceiling");
        return run(cell, seconds, server, load, pid);
    }

    /** Makes a stream of its own for the run and deletes it afterwards. */
    Measurement millrace(Cell cell, int seconds) throws IOException, InterruptedException {
        return millrace(cell, seconds, SHARDS);
    }

    Measurement millrace(Cell cell, int seconds, int shards) throws IOException, InterruptedException {
        var server = options.server();
        var requests = new Requests(options.endpoint().getRawAuthority(), options.key(), options.region());
        if (cell.call == Cell.Call.SUBSCRIBE) {
            try (var pushes = new Pushes(server, requests)) {
                return pushes.ofOwnStream(cell, seconds, options.pid());
            }
        }
        try (var control = new ControlClient(server, requests)) {
            var streams = new Streams(control);
            var name = Streams.randomName();
            streams.create(name, shards);
            try {
                streams.awaitActive(name);
                return run(cell, seconds, server, load(cell, requests, streams, name, shards), options.pid());
            } finally {
                streams.delete(name);
            }
        }
    }

    /** Puts into a stream that is there, and leaves it. */
    Measurement puts(Cell cell, int seconds, String stream) throws InterruptedException {
        var requests = new Requests(options.endpoint().getRawAuthority(), options.key(), options.region());
        return run(cell, seconds, options.server(), puts(cell, requests, stream), options.pid());
    }

    /** Puts a few records into each shard of a stream that is there, and reads those again and again. */
    Measurement tail(Cell cell, int seconds, String stream, int shards) throws IOException, InterruptedException {
        var requests = new Requests(options.endpoint().getRawAuthority(), options.key(), options.region());
        try (var control = new ControlClient(options.server(), requests)) {
            var streams = new Streams(control);
            var iterators = streams.latest(stream, shards);
            streams.fill(requests, new Bodies(SEED), stream, shards, cell.records, cell.recordBytes);
            return run(cell, seconds, options.server(), gets(cell, requests, iterators), options.pid());
        }
    }

    private static List<ByteBuf> load(Cell cell, Requests requests, Streams streams, String name, int shards)
            throws IOException, InterruptedException {
        if (cell.call != Cell.Call.GET_RECORDS) return puts(cell, requests, name);
        streams.fill(requests, new Bodies(SEED), name, shards, cell.records, cell.recordBytes);
        return gets(cell, requests, streams.iterators(name, shards));
    }

    private Measurement run(Cell cell, int seconds, InetSocketAddress server, List<ByteBuf> load, long pid)
            throws InterruptedException {
        var measured = Duration.ofSeconds(seconds);
        if (cell.callsASecond > 0) return paced(cell, measured, server, load, pid);
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

    private static Measurement paced(
            Cell cell, Duration measured, InetSocketAddress server, List<ByteBuf> load, long pid)
            throws InterruptedException {
        try (var puts = new PacedPuts(server, load, AnswerCheck.of(cell), cell.connections)) {
            puts.pace(cell.callsASecond);
            Thread.sleep(measured.dividedBy(4));
            // The first seconds may have left a backlog that the server would still be catching up with.
            puts.pace(cell.callsASecond);
            puts.taken();
            double cpuBefore = ProcessCpu.seconds(pid);
            long start = System.nanoTime();
            Thread.sleep(measured);
            var taken = puts.taken();
            return Measurement.ofPaced(
                    cell,
                    taken,
                    Measurement.secondsSince(start),
                    ProcessCpu.seconds(pid) - cpuBefore,
                    puts.firstError());
        }
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
