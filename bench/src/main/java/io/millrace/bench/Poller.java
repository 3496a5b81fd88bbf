package io.millrace.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Polls the one shard of a stream from its tip on, five times a second as AWS allows, and measures each call. */
final class Poller implements AutoCloseable {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final String stream;
    private final ControlClient client;
    private final Thread thread;
    private final Measurement.Latencies latencies = new Measurement.Latencies();
    private volatile boolean ended;
    private volatile @Nullable Exception failure;

    private Poller(InetSocketAddress server, Requests requests, String stream) {
        this.stream = stream;
        this.client = new ControlClient(server, requests);
        this.thread = Thread.ofPlatform().daemon().name("poller").unstarted(this::run);
    }

    static Poller start(InetSocketAddress server, Requests requests, String stream) {
        var poller = new Poller(server, requests, stream);
        poller.thread.start();
        return poller;
    }

    private void run() {
        try {
            poll();
        } catch (IOException | RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() throws IOException, InterruptedException {
        String iterator = client.call(
                        "GetShardIterator",
                        "{\"StreamName\":\"%s\",\"ShardId\":\"shardId-000000000000\",\"ShardIteratorType\":\"LATEST\"}"
                                .formatted(stream))
                .text("ShardIterator");
        for (long due = System.nanoTime(); !ended; due += PERIOD_NANOS) {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            long began = System.nanoTime();
            var answer = client.call("GetRecords", "{\"ShardIterator\":\"" + iterator + "\"}");
            latencies.add(System.nanoTime() - began);
            iterator = answer.text("NextShardIterator");
        }
    }

    /** Ends the polling. @return how long the calls took, sorted */
    Measurement.Latencies stop() throws IOException, InterruptedException {
        ended = true;
        thread.join();
        if (failure != null) throw new IOException("a poller failed", failure);
        latencies.sort();
        return latencies;
    }

    @Override
    public void close() {
        ended = true;
        client.close();
    }
}
