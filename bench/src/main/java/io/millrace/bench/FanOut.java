package io.millrace.bench;

import io.millrace.bench.ceiling.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells {@code push} and {@code fanout-50}: subscribers of one shard, over HTTP/1.1. The first tells how long after its
 * acknowledgement a record is there; the second whether fifty consumers keep up with 1 MB/s, what memory that takes, and what a poller notices.
 * The server must allow fifty consumers a stream ({@code millrace.streams.consumer-limit}).
 */
final class FanOut implements AutoCloseable {
    private static final int RECORD_BYTES = 1024;
    private static final int PUSHES_A_SECOND = 100;
    private static final int CONSUMERS = 50;
    /** With {@link #BATCHES_A_SECOND}: 1 MB of data a second, what one shard takes. */
    private static final int BATCH_RECORDS = 100;

    private static final int BATCHES_A_SECOND = 10;
    private static final int IN_CREATION_AT_A_TIME = 5;
    private static final int PATIENCE_SECONDS = 30;

    private final BenchOptions options;
    private final PrintStream out;
    private final Requests requests;
    private final ControlClient client;
    private final EventLoopGroup loops = Transport.oneEventLoop();

    FanOut(BenchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.requests = new Requests(options.endpoint().getRawAuthority(), options.key(), options.region());
        this.client = new ControlClient(options.server(), requests);
    }

    /** Prints how long after its acknowledgement a record reaches its subscriber. */
    void push() throws IOException, InterruptedException {
        var streams = new Streams(client);
        var name = Streams.randomName();
        streams.create(name, 1);
        try {
            streams.awaitActive(name);
            var arrivals = new ArrayList<Long>();
            var counter = new EventCounter(RECORD_BYTES, (records, at) -> {
                synchronized (arrivals) {
                    for (int i = 0; i < records; i++) arrivals.add(at);
                }
            });
            subscribe(consumers(name, 1).getFirst(), counter);
            var acknowledged = putSteadily(name, 1, PUSHES_A_SECOND);
            awaitRecords(List.of(counter), acknowledged.size());
            var latencies = new Measurement.Latencies();
            synchronized (arrivals) {
                // The first seconds are those in which the server compiles its code.
                for (int i = acknowledged.size() / 4; i < acknowledged.size(); i++)
                    latencies.add(arrivals.get(i) - acknowledged.get(i));
            }
            latencies.sort();
            out.printf(
                    "push: %d records at %d a second, event after acknowledgement: p50 %.2f ms, p99 %.2f ms%n",
                    latencies.count(), PUSHES_A_SECOND, latencies.millisAt(0.5), latencies.millisAt(0.99));
        } finally {
            delete(name);
        }
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
            for (var consumer : consumers(name, CONSUMERS)) {
                var counter = new EventCounter(RECORD_BYTES, (records, at) -> {});
                subscribe(consumer, counter);
                counters.add(counter);
            }
            // A first round fills what fills in any case: the tail cache, compiled code, buffers of connections.
            int before = putSteadily(name, BATCH_RECORDS, BATCHES_A_SECOND).size() * BATCH_RECORDS;
            awaitRecords(counters, before);
            long residentBefore = residentKib();
            double cpuBefore = ProcessCpu.seconds(options.pid());
            int put = putSteadily(name, BATCH_RECORDS, BATCHES_A_SECOND).size() * BATCH_RECORDS;
            long done = System.nanoTime();
            awaitRecords(counters, before + put);
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
            delete(name);
        }
    }

    /** How long GetRecords takes while 1 MB/s is written. */
    private Measurement.Latencies polledWhilePutting(String stream) throws IOException, InterruptedException {
        try (var poller = Poller.start(options.server(), requests, stream)) {
            putSteadily(stream, BATCH_RECORDS, BATCHES_A_SECOND);
            return poller.stop();
        }
    }

    private List<String> consumers(String stream, int count) throws IOException, InterruptedException {
        var arn = client.call("DescribeStreamSummary", "{\"StreamName\":\"" + stream + "\"}")
                .text("StreamARN");
        var consumers = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            consumers.add(client.call(
                            "RegisterStreamConsumer",
                            "{\"StreamARN\":\"%s\",\"ConsumerName\":\"bench-%d\"}".formatted(arn, i))
                    .text("ConsumerARN"));
            if (consumers.size() % IN_CREATION_AT_A_TIME == 0 || consumers.size() == count)
                for (var consumer : consumers) awaitActive(consumer);
        }
        return consumers;
    }

    private void awaitActive(String consumer) throws IOException, InterruptedException {
        while (!client.call("DescribeStreamConsumer", "{\"ConsumerARN\":\"" + consumer + "\"}")
                .text("ConsumerStatus")
                .equals("ACTIVE")) Thread.sleep(20);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, which the counter tells
    private void subscribe(String consumer, EventCounter counter) throws IOException, InterruptedException {
        var body = "{\"ConsumerARN\":\"" + consumer + "\",\"ShardId\":\"shardId-000000000000\","
                + "\"StartingPosition\":{\"Type\":\"LATEST\"}}";
        var request = requests.signed(
                "SubscribeToShard", Cell.Format.JSON.contentType, body.getBytes(StandardCharsets.UTF_8));
        var channel = new Bootstrap()
                .group(loops)
                .channel(Transport.channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                        made.pipeline()
                                .addLast(new HttpResponseDecoder(new HttpDecoderConfig().setMaxChunkSize(1 << 20)))
                                .addLast(counter);
                    }
                })
                .connect(options.server())
                .syncUninterruptibly()
                .channel();
        channel.writeAndFlush(request.duplicate());
        while (!counter.begun()) {
            check(counter);
            Thread.sleep(5);
        }
    }

    private static void check(EventCounter counter) throws IOException {
        if (!counter.failure().isEmpty()) throw new IOException("a subscription failed: " + counter.failure());
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

    private static void awaitRecords(List<EventCounter> counters, int expected)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        for (var counter : counters)
            while (counter.records() < expected) {
                check(counter);
                if (System.nanoTime() > deadline)
                    throw new IOException("a subscriber has " + counter.records() + " of " + expected + " records");
                Thread.sleep(1);
            }
    }

    /** Memory of the server's process that is resident, or 0 if it is not known. */
    private long residentKib() throws IOException {
        var status = Path.of("/proc/" + options.pid() + "/status");
        if (!Files.exists(status)) return 0;
        for (var line : Files.readAllLines(status))
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", ""));
        return 0;
    }

    private void delete(String stream) throws IOException, InterruptedException {
        client.call("DeleteStream", "{\"StreamName\":\"" + stream + "\",\"EnforceConsumerDeletion\":true}");
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
        client.close();
    }
}
