package io.millrace.gateway;

import io.millrace.kit.http.Exchange;
import io.millrace.kit.http.HttpHandler;
import io.millrace.kit.request.ResponseHeaders;
import io.millrace.wire.ApiError;
import io.millrace.wire.Codec;
import io.millrace.wire.EventFrame;
import io.millrace.wire.Protocol;
import io.millrace.wire.RequestId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through. Owned by the event loop of both connections. Whichever side is slow stops the other:
 * what is held here is at most what one network read brought, times two.
 */
final class ProxiedExchange implements HttpHandler.Body {
    /** Headers that speak of one connection only (RFC 9110, 7.6.1), and those with which Netty notes HTTP/2. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "x-http2-stream-id",
            "x-http2-scheme",
            "x-http2-path",
            "x-http2-stream-weight",
            "x-http2-stream-dependency-id");

    private final Exchange exchange;
    private final UpstreamProxy proxy;
    private final Deque<ByteBuf> waiting = new ArrayDeque<>();
    private @Nullable Channel upstream;
    private boolean requestEnded;
    private boolean answered;
    private boolean over;

    ProxiedExchange(Exchange exchange, UpstreamProxy proxy) {
        this.exchange = exchange;
        this.proxy = proxy;
        exchange.onClosed(this::aborted);
    }

    void connected(@Nullable Channel channel) {
        if (over) {
            if (channel != null) proxy.keep(channel);
            return;
        }
        if (channel == null) {
            fail();
            return;
        }
        upstream = channel;
        channel.pipeline().addLast("answer", new Answer());
        exchange.onWritable(() -> channel.config().setAutoRead(exchange.writable()));
        channel.write(head());
        ByteBuf piece;
        while ((piece = waiting.poll()) != null) channel.write(new DefaultHttpContent(piece));
        if (requestEnded) channel.write(LastHttpContent.EMPTY_LAST_CONTENT);
        channel.flush();
        exchange.setReading(true);
    }

    private DefaultHttpRequest head() {
        var head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, exchange.method(), exchange.uri());
        copy(exchange.headers(), head.headers());
        if (!head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) HttpUtil.setTransferEncodingChunked(head, true);
        return head;
    }

    private static void copy(HttpHeaders from, HttpHeaders to) {
        for (var header : from)
            if (!HOP_BY_HOP.contains(header.getKey().toLowerCase(Locale.ROOT)))
                to.add(header.getKey(), header.getValue());
    }

    @Override
    public void data(ByteBuf piece) {
        if (over) return;
        if (upstream == null) {
            waiting.add(piece.retain());
            exchange.setReading(false);
            return;
        }
        upstream.writeAndFlush(new DefaultHttpContent(piece.retain()));
        if (!upstream.isWritable()) exchange.setReading(false);
    }

    @Override
    public void end() {
        requestEnded = true;
        if (upstream != null && !over) upstream.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Override
    public void aborted() {
        over = true;
        drop();
        if (upstream != null) upstream.close();
    }

    private void drop() {
        ByteBuf piece;
        while ((piece = waiting.poll()) != null) piece.release();
    }

    /** The service can't be reached, or went away: the client is told, or, once it has part of an answer, cut off. */
    private void fail() {
        if (over) return;
        over = true;
        drop();
        if (upstream != null) upstream.close();
        if (answered) {
            exchange.abort();
            return;
        }
        var requested = Protocol.ofContentType(exchange.headers().get("content-type"));
        var protocol = requested == null ? Protocol.JSON_1_1 : requested;
        var error = new ApiError("ServiceUnavailable", "The service can't be reached, please try again.", 503);
        var headers = ResponseHeaders.of(RequestId.next()).set("content-type", protocol.contentType());
        exchange.respond(error.status(), headers, Unpooled.wrappedBuffer(Codec.encode(protocol, error)));
    }

    /** We close and the answer has no end that we know: the client sees that it was cut, and subscribes again. */
    private void breakOff() {
        aborted();
        exchange.abort();
    }

    /** Reads what the service answers. */
    private final class Answer extends SimpleChannelInboundHandler<HttpObject> {
        private boolean keepAlive;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpObject object) {
            if (object.decoderResult().isFailure()) {
                fail();
                return;
            }
            if (object instanceof HttpResponse response && response.status().code() >= 200) {
                answered = true;
                keepAlive = HttpUtil.isKeepAlive(response);
                var headers = Exchange.newHeaders();
                copy(response.headers(), headers);
                if (EventFrame.CONTENT_TYPE.equals(headers.get(HttpHeaderNames.CONTENT_TYPE)))
                    exchange.onDrain(ProxiedExchange.this::breakOff);
                exchange.begin(response.status().code(), headers);
            }
            if (object instanceof HttpContent content && answered) {
                if (content.content().isReadable())
                    exchange.write(content.content().retain());
                if (!exchange.writable()) ctx.channel().config().setAutoRead(false);
                if (content instanceof LastHttpContent) finish(ctx);
            }
        }

        private void finish(ChannelHandlerContext ctx) {
            over = true;
            drop();
            ctx.pipeline().remove(this);
            ctx.channel().config().setAutoRead(true);
            if (keepAlive && requestEnded) proxy.keep(ctx.channel());
            else ctx.close();
            exchange.end();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            exchange.setReading(ctx.channel().isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            fail();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail();
        }
    }
}
