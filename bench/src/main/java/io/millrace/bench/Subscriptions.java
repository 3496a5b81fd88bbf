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
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Registers consumers of a stream and subscribes them to its one shard, from its tip on, over HTTP/1.1. */
final class Subscriptions implements AutoCloseable {
    private static final int IN_CREATION_AT_A_TIME = 5;
    private static final int PATIENCE_SECONDS = 30;
    private static final int CHUNK_BYTES_MAX = 1 << 20;

    private final InetSocketAddress server;
    private final Requests requests;
    private final ControlClient client;
    private final EventLoopGroup loops = Transport.oneEventLoop();

    Subscriptions(InetSocketAddress server, Requests requests, ControlClient client) {
        this.server = server;
        this.requests = requests;
        this.client = client;
    }

    /** Returns the consumers by their ARNs, all active. */
    List<String> register(String stream, int count) throws IOException, InterruptedException {
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

    /** Returns when the first event is there. */
    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, which the counter tells
    void subscribe(String consumer, EventCounter counter) throws IOException, InterruptedException {
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
                                .addLast(new HttpResponseDecoder(
                                        new HttpDecoderConfig().setMaxChunkSize(CHUNK_BYTES_MAX)))
                                .addLast(counter);
                    }
                })
                .connect(server)
                .syncUninterruptibly()
                .channel();
        channel.writeAndFlush(request.duplicate());
        while (!counter.begun()) {
            check(counter);
            Thread.sleep(5);
        }
    }

    /** Waits until each has so many. */
    static void awaitRecords(List<EventCounter> counters, int expected) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (var counter : counters)
            while (counter.records() < expected) {
                check(counter);
                if (System.nanoTime() > deadline)
                    throw new IOException("a subscriber has " + counter.records() + " of " + expected + " records");
                Thread.sleep(1);
            }
    }

    private static void check(EventCounter counter) throws IOException {
        if (!counter.failure().isEmpty()) throw new IOException("a subscription failed: " + counter.failure());
    }

    /** With all consumers of the stream. */
    void delete(String stream) throws IOException, InterruptedException {
        client.call("DeleteStream", "{\"StreamName\":\"" + stream + "\",\"EnforceConsumerDeletion\":true}");
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
