package io.millrace.bench;

import io.millrace.bench.ceiling.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a number of connections busy, one request in flight on each. One event loop owns all of it: the connections, the
 * clock readings and the counts.
 */
final class LoadClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventLoopGroup loops = Transport.oneEventLoop();

    /**
     * A load to run.
     *
     * @param requests sent in turn, or where the answer says what to ask next, the first of each connection
     * @param following the request that follows an answer, or null to send the requests in turn
     * @param recordsPerRequest what a good answer counts for
     * @param recordBytes payload of a record
     * @param serverPid whose CPU time to read, or {@link ProcessCpu#UNKNOWN}
     */
    record Load(
            List<ByteBuf> requests,
            @Nullable Following following,
            int connections,
            int recordsPerRequest,
            int recordBytes,
            AnswerCheck check,
            Duration warmUp,
            Duration measured,
            long serverPid) {
        Load(
                List<ByteBuf> requests,
                int connections,
                int recordsPerRequest,
                int recordBytes,
                AnswerCheck check,
                Duration warmUp,
                Duration measured,
                long serverPid) {
            this(requests, null, connections, recordsPerRequest, recordBytes, check, warmUp, measured, serverPid);
        }
    }

    /** Finds the request that follows an answer, on the event loop; null when there is nothing left to ask. */
    interface Following {
        @Nullable
        ByteBuf after(AnswerReader answer);
    }

    Measurement run(InetSocketAddress server, Load load) throws InterruptedException {
        var run = new Run(load);
        var bootstrap = new Bootstrap()
                .group(loops)
                .channel(Transport.channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(2048, 65536, 1 << 20))
                .handler(new io.netty.channel.ChannelInitializer<>() {
                    @Override
                    protected void initChannel(io.netty.channel.Channel channel) {
                        channel.pipeline().addLast(new Connection(run));
                    }
                });
        for (int i = 0; i < load.connections; i++) bootstrap.connect(server).syncUninterruptibly();
        var inTime = run.finished.await(
                load.warmUp.plus(load.measured).plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
        if (!inTime) throw new IllegalStateException("the server stopped answering");
        return run.measurement();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** The counts of a run. Only answers that arrive between the warm-up and the end are counted. */
    private static final class Run {
        final Load load;
        final CountDownLatch finished;
        final Measurement.Latencies latencies = new Measurement.Latencies();
        final long from;
        final long until;
        double cpuBefore = Double.NaN;
        double cpuAfter = Double.NaN;
        long lastAnswer;
        long records;
        long throttled;
        long errors;
        String firstError = "";
        int nextRequest;

        Run(Load load) {
            this.load = load;
            this.finished = new CountDownLatch(load.connections);
            this.from = System.nanoTime() + load.warmUp.toNanos();
            this.until = from + load.measured.toNanos();
            this.lastAnswer = from;
        }

        ByteBuf next() {
            if (nextRequest == load.requests.size()) nextRequest = 0;
            return load.requests.get(nextRequest++).duplicate();
        }

        /** Returns false when the time is over. */
        boolean answered(AnswerReader answer, long sentAt, long now) {
            if (now < from) return true;
            if (Double.isNaN(cpuBefore)) cpuBefore = ProcessCpu.seconds(load.serverPid);
            if (now > until) {
                if (Double.isNaN(cpuAfter)) cpuAfter = ProcessCpu.seconds(load.serverPid);
                return false;
            }
            lastAnswer = now;
            latencies.add(now - sentAt);
            if (answer.status() == 200) count(answer);
            else refused(answer);
            return true;
        }

        private void count(AnswerReader answer) {
            int failed = load.check.refusedRecords(answer);
            if (failed == AnswerCheck.UNREADABLE) {
                failed("unexpected answer of " + answer.size() + " bytes: " + answer.ends());
            } else {
                throttled += failed;
                records += load.recordsPerRequest - failed;
            }
        }

        private void refused(AnswerReader answer) {
            var text = answer.ends();
            if (text.contains("ThroughputExceeded") || text.contains("LimitExceeded")) throttled++;
            else failed(answer.status() + " " + text);
        }

        void failed(String text) {
            errors++;
            if (firstError.isEmpty()) firstError = text;
        }

        Measurement measurement() {
            // Nothing was left to ask before the time was over.
            if (Double.isNaN(cpuAfter)) cpuAfter = ProcessCpu.seconds(load.serverPid);
            latencies.sort();
            double seconds = (lastAnswer - from) / 1e9;
            return new Measurement(
                    records / seconds,
                    records * (double) load.recordBytes / 1e6 / seconds,
                    latencies.millisAt(0.5),
                    latencies.millisAt(0.99),
                    latencies.millisAt(0.999),
                    records,
                    throttled,
                    errors,
                    firstError,
                    (cpuAfter - cpuBefore) * 1e6 / records);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, which is counted
    private static final class Connection extends ChannelInboundHandlerAdapter {
        private final Run run;
        private final AnswerReader answer = new AnswerReader(false);
        private long sentAt;
        private boolean done;

        Connection(Run run) {
            this.run = run;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            send(context);
        }

        private void send(ChannelHandlerContext context) {
            send(context, run.next());
        }

        private void send(ChannelHandlerContext context, ByteBuf request) {
            sentAt = System.nanoTime();
            context.writeAndFlush(request, context.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            try {
                if (!answer.read(bytes)) return;
            } finally {
                bytes.release();
            }
            var goesOn = run.answered(answer, sentAt, System.nanoTime());
            var following = run.load.following;
            var next = !goesOn ? null : following == null ? run.next() : following.after(answer);
            if (next != null) {
                send(context, next);
            } else {
                done = true;
                context.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (!done) run.failed("the server closed a connection");
            run.finished.countDown();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            run.failed(cause.toString());
            done = true;
            context.close();
        }
    }
}
