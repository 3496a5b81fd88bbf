package io.millrace.kit.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends the connection, or the HTTP/2 stream, of a client that begins a request and does not get on with it: byte after byte,
 * each soon enough to pass for a sign of life. Stands before the decoder and is told by the {@link ExchangeHandler} what came
 * out of it. Owned by the event loop.
 *
 * <p>A request that comes in one network read costs nothing here. Of the others, one look at a time is scheduled; a look that
 * finds the request has got on grants the time once more, so a client has less than twice the limit.
 */
final class RequestClock extends ChannelInboundHandlerAdapter {
    private final long headNanos;
    private final long bodyNanos;
    private boolean unfinished;
    private boolean inBody;
    private int progress;
    private boolean watched;

    /**
     * @param head how long the head of a request may take
     * @param body how long its body may take
     */
    RequestClock(Duration head, Duration body) {
        this.headNanos = head.toNanos();
        this.bodyNanos = body.toNanos();
    }

    void headCame() {
        inBody = true;
        progress++;
    }

    void requestCame() {
        unfinished = false;
        inBody = false;
        progress++;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        unfinished = true;
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (unfinished && !watched) watch(ctx);
        ctx.fireChannelReadComplete();
    }

    private void watch(ChannelHandlerContext ctx) {
        watched = true;
        int seen = progress;
        ctx.executor().schedule(() -> look(ctx, seen), inBody ? bodyNanos : headNanos, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext ctx, int seen) {
        watched = false;
        if (!unfinished || ctx.isRemoved()) return;
        // Who is not read from is not late.
        if (progress == seen && ctx.channel().config().isAutoRead()) ctx.close();
        else watch(ctx);
    }
}
