package io.millrace.kit.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the HTTP objects of one connection, or of one HTTP/2 stream, into exchanges, one after the other. Owned by the
 * event loop. A client that sends its next request before it has the answer waits: what was read already is kept, and
 * reading stops until the answer is out, so the backlog never exceeds one network read.
 */
final class ExchangeHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(ExchangeHandler.class);

    /** How long a client that is still sending may go on, so that it finds our answer and not a reset. */
    private static final long LINGER_MILLIS = 15_000;

    private final HttpHandler root;
    private final DoorState door;
    private final RequestClock clock;
    private final Duration transferTimeout;
    private final boolean secure;
    private final Deque<HttpObject> backlog = new ArrayDeque<>(0);
    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange current;
    private boolean reading;
    private boolean flushPending;
    private boolean closing;
    private boolean advancing;

    ExchangeHandler(HttpHandler root, DoorState door, RequestClock clock, Duration transferTimeout, boolean secure) {
        this.root = root;
        this.door = door;
        this.clock = clock;
        this.transferTimeout = transferTimeout;
        this.secure = secure;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reading = true;
        if (message instanceof HttpRequest) clock.headCame();
        if (message instanceof LastHttpContent) clock.requestCame();
        if (!(message instanceof HttpObject object) || closing) {
            if (closing && message instanceof LastHttpContent) ctx.close();
            ReferenceCountUtil.release(message);
            return;
        }
        if (current != null && current.requestEnded) {
            backlog.add(object);
            ctx.channel().config().setAutoRead(false);
            return;
        }
        take(ctx, object);
    }

    private void take(ChannelHandlerContext ctx, HttpObject object) {
        try {
            if (object.decoderResult().isFailure()) {
                refuse(ctx, object.decoderResult().cause());
                return;
            }
            if (object instanceof HttpRequest request) {
                if (!door.exchangeBegan()) {
                    closing = true;
                    ctx.close();
                    return;
                }
                var exchange = new Exchange(this, ctx.channel(), request, secure);
                current = exchange;
                exchange.body = root.open(exchange);
                // At once: the client waits for this word, some for a second and then without it. Whoever was refused
                // by its head alone is spared the body.
                if (HttpUtil.is100ContinueExpected(request) && !exchange.ended)
                    ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
            }
            if (object instanceof HttpContent content && current != null) {
                var exchange = current;
                if (content.content().isReadable() && !exchange.ended) exchange.body.data(content.content());
                if (content instanceof LastHttpContent) {
                    exchange.requestEnded = true;
                    if (exchange.ended) next();
                    else exchange.body.end();
                }
            }
        } finally {
            ReferenceCountUtil.release(object);
        }
    }

    /** Ends the connection if something large that was written is not taken in time: until then it is held in memory. */
    void expectTaken(ChannelFuture written) {
        if (context == null || written.isDone()) return;
        var ctx = context;
        var late = ctx.executor().schedule(() -> ctx.close(), transferTimeout.toMillis(), TimeUnit.MILLISECONDS);
        written.addListener(done -> late.cancel(false));
    }

    /** Has an exchange told when the door begins to close. */
    void endless(Exchange exchange) {
        door.addEndless(exchange);
    }

    /** An answer is out: on to the next request, if there is one. */
    void finished(Exchange exchange) {
        over(exchange);
        flush();
        if (exchange != current) return;
        if (exchange.requestEnded) {
            if (keepsAlive(exchange)) next();
            else closeAfterFlush();
        } else if (!exchange.withoutBody() && context != null) {
            // The answer came before the body was read: nothing that follows on this connection can be trusted.
            lingerAfterFlush(context);
        }
    }

    /** The door need not wait for an exchange any more. Once each. */
    void over(Exchange exchange) {
        if (exchange.endless()) door.removeEndless(exchange);
        door.exchangeEnded();
    }

    /** Takes what was read already, in a loop: a thousand small requests must not become a thousand nested calls. */
    private void next() {
        current = null;
        if (context == null || advancing) return;
        advancing = true;
        try {
            while (readyForMore()) {
                HttpObject object = backlog.poll();
                if (object == null) {
                    context.channel().config().setAutoRead(true);
                    return;
                }
                take(context, object);
            }
        } finally {
            advancing = false;
        }
    }

    private boolean readyForMore() {
        return !closing && (current == null || !current.requestEnded);
    }

    private void closeAfterFlush() {
        closing = true;
        if (context == null) return;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /**
     * Ends our side and reads on to the end of the request, or for a while, into nothing: a connection that is closed with
     * bytes unread is reset, and the reset overtakes the answer.
     */
    private void lingerAfterFlush(ChannelHandlerContext ctx) {
        closing = true;
        if (ctx.channel() instanceof Http2StreamChannel) {
            closeAfterFlush();
            return;
        }
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            ctx.channel().config().setAutoRead(true);
            if (!secure && ctx.channel() instanceof DuplexChannel duplex) duplex.shutdownOutput();
            ctx.executor().schedule(() -> ctx.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    boolean keepsAlive(Exchange exchange) {
        return (exchange.requestEnded || exchange.withoutBody())
                && !door.draining()
                && HttpUtil.isKeepAlive(exchange.request());
    }

    /** Flushes now, or once at the end of the network read that we are in. */
    void flush() {
        if (reading) flushPending = true;
        else if (context != null) context.flush();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        if (flushPending) {
            flushPending = false;
            ctx.flush();
        }
        ctx.fireChannelReadComplete();
    }

    private void refuse(ChannelHandlerContext ctx, Throwable cause) {
        closing = true;
        var status = cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
        response.headers().set("content-length", "0").set("connection", "close");
        ctx.write(response);
        lingerAfterFlush(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        HttpObject object;
        while ((object = backlog.poll()) != null) ReferenceCountUtil.release(object);
        var exchange = current;
        if (exchange != null) {
            boolean open = !exchange.ended;
            exchange.connectionClosed();
            if (open) over(exchange);
        }
        current = null;
        ctx.fireChannelInactive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (current != null) current.writabilityChanged();
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        // A silent client may keep us waiting for a request, or for the rest of one, only so long.
        if (event instanceof IdleStateEvent && (current == null || !current.requestEnded)) ctx.close();
        else ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // What a client does wrong is no event of ours: anybody could fill the log with it.
        if (cause instanceof IOException || cause instanceof DecoderException) log.debug("connection lost", cause);
        else log.warn("connection failed", cause);
        ctx.close();
    }
}
