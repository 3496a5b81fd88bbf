package io.millrace.kit.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Looks at the first bytes of a connection and builds the pipeline that they ask for.
 *
 * <pre>
 *   0x16              a TLS handshake: unwrap, then look again
 *   "PRI * HTTP/2.0"  HTTP/2 by prior knowledge
 *   anything else     HTTP/1.1
 * </pre>
 *
 * The second look inside TLS does not depend on ALPN: the AWS SDK for Java's async client sends the HTTP/2 preface there
 * without having negotiated it. What ALPN agreed on, the preface confirms.
 */
final class ProtocolDetector extends ByteToMessageDecoder {
    private static final byte TLS_HANDSHAKE = 0x16;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLEAR_TEXT_REFUSED = """
            HTTP/1.1 400 Bad Request\r
            Content-Type: text/plain\r
            Content-Length: 35\r
            Connection: close\r
            \r
            This port takes https:// requests.
            """.getBytes(StandardCharsets.US_ASCII);

    private final PipelineFactory pipelines;
    private final @Nullable SslContext tls;
    private final boolean tlsOnly;
    private final boolean secure;
    private final long headTimeoutMillis;
    private boolean undecided;

    ProtocolDetector(
            PipelineFactory pipelines,
            @Nullable SslContext tls,
            boolean tlsOnly,
            boolean secure,
            long headTimeoutMillis) {
        this.pipelines = pipelines;
        this.headTimeoutMillis = headTimeoutMillis;
        this.tls = tls;
        this.tlsOnly = tlsOnly;
        this.secure = secure;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (!in.isReadable()) return;
        ChannelPipeline pipeline = ctx.pipeline();
        if (!secure && tls != null && in.getByte(in.readerIndex()) == TLS_HANDSHAKE) {
            pipeline.addAfter(
                    ctx.name(), "again", new ProtocolDetector(pipelines, null, false, true, headTimeoutMillis));
            pipeline.addAfter(ctx.name(), "tls", tls.newHandler(ctx.alloc()));
            pipeline.remove(this);
            return;
        }
        if (tlsOnly && !secure) {
            in.skipBytes(in.readableBytes());
            ctx.writeAndFlush(Unpooled.wrappedBuffer(CLEAR_TEXT_REFUSED)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        int comparable = Math.min(in.readableBytes(), PREFACE.length);
        for (int i = 0; i < comparable; i++)
            if (in.getByte(in.readerIndex() + i) != PREFACE[i]) {
                pipelines.http1(pipeline, secure);
                pipeline.remove(this);
                return;
            }
        if (comparable < PREFACE.length) {
            if (!undecided) ctx.executor().schedule(() -> giveUp(ctx), headTimeoutMillis, TimeUnit.MILLISECONDS);
            undecided = true;
            return;
        }
        pipelines.http2(pipeline, secure);
        pipeline.remove(this);
    }

    /** Somebody may spell the preface, a letter a minute. */
    private static void giveUp(ChannelHandlerContext ctx) {
        if (!ctx.isRemoved()) ctx.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            LoggerFactory.getLogger(ProtocolDetector.class).debug("TLS handshake failed", handshake.cause());
            ctx.close();
            return;
        }
        // Connected, and silent since.
        if (event instanceof IdleStateEvent) ctx.close();
        else super.userEventTriggered(ctx, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LoggerFactory.getLogger(ProtocolDetector.class).debug("connection refused", cause);
        ctx.close();
    }
}
