package io.millrace.bench;

import io.millrace.bench.ceiling.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts at a steady rate, whether the server keeps up or not: each put has a moment when it is due, and its latency counts
 * from there, so that a server that pauses is charged with all that had to wait. One event loop owns the connections and
 * the readings; a connection has one put in flight.
 */
final class PacedPuts implements AutoCloseable {
    private final EventLoopGroup loops = Transport.oneEventLoop();
    private final List<ByteBuf> requests;
    private final AnswerCheck check;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();
    private final List<Put> puts = new ArrayList<>();
    private long due;
    private long gapNanos;
    private int nextRequest;
    private String firstError = "";

    /**
     * A put that was answered.
     *
     * @param dueNanos when it was to be sent
     * @param failed records that were not stored
     */
    record Put(long dueNanos, long latencyNanos, int failed) {}

    /** @param requests sent in turn; all have equally many records */
    PacedPuts(InetSocketAddress server, List<ByteBuf> requests, AnswerCheck check, int connections) {
        this.requests = requests;
        this.check = check;
        var bootstrap = new Bootstrap()
                .group(loops)
                .channel(Transport.channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Connection());
                    }
                });
        for (int i = 0; i < connections; i++) bootstrap.connect(server).syncUninterruptibly();
    }

    /** Begins, or goes on at another rate; what is waiting is forgotten. */
    void pace(double putsASecond) throws InterruptedException {
        onLoop(() -> {
            boolean first = gapNanos == 0;
            gapNanos = (long) (1e9 / putsASecond);
            due = System.nanoTime();
            waiting.clear();
            if (first) sendForever();
        });
    }

    /** What was answered since the last call. */
    List<Put> taken() throws InterruptedException {
        var taken = new ArrayList<Put>();
        onLoop(() -> {
            taken.addAll(puts);
            puts.clear();
        });
        return taken;
    }

    /** How many puts are late because every connection has one in flight. */
    int waiting() throws InterruptedException {
        var count = new int[1];
        onLoop(() -> count[0] = waiting.size());
        return count[0];
    }

    /** The first answer that was not a good one, or an empty text. */
    String firstError() throws InterruptedException {
        var error = new String[] {""};
        onLoop(() -> error[0] = firstError);
        return error[0];
    }

    private void onLoop(Runnable task) throws InterruptedException {
        try {
            loops.next().submit(task).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the loop
    private void sendForever() {
        sendDue();
        loops.next().schedule(this::sendForever, Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void sendDue() {
        for (long now = System.nanoTime(); due <= now; due += gapNanos) waiting.add(due);
        while (!waiting.isEmpty() && !idle.isEmpty()) idle.poll().send(waiting.poll());
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, which is counted
    private final class Connection extends ChannelInboundHandlerAdapter {
        private final AnswerReader answer = new AnswerReader(false);
        private @Nullable ChannelHandlerContext context;
        private long dueNanos;

        Connection() {}

        @Override
        public void channelActive(ChannelHandlerContext active) {
            context = active;
            idle.add(this);
        }

        void send(long due) {
            var to = Objects.requireNonNull(context);
            dueNanos = due;
            if (nextRequest == requests.size()) nextRequest = 0;
            to.writeAndFlush(requests.get(nextRequest++).duplicate(), to.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext active, Object message) {
            var bytes = (ByteBuf) message;
            try {
                if (!answer.read(bytes)) return;
            } finally {
                bytes.release();
            }
            int failed = answer.status() == 200 ? check.refusedRecords(answer) : 1;
            if (failed != 0) failed(answer.status() + " " + answer.ends());
            puts.add(new Put(dueNanos, System.nanoTime() - dueNanos, failed));
            idle.add(this);
            sendDue();
        }

        @Override
        public void channelInactive(ChannelHandlerContext active) {
            puts.add(new Put(dueNanos, System.nanoTime() - dueNanos, 1));
            failed("the server closed a connection");
        }

        private void failed(String text) {
            if (firstError.isEmpty()) firstError = text;
        }
    }
}
