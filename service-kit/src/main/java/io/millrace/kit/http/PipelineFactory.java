package io.millrace.kit.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;

/** Builds what stands behind the detector: either protocol ends in the same {@link ExchangeHandler}. */
final class PipelineFactory {
    /** Longest request line: a presigned URL with a session token has some 4 kB. */
    private static final int MAX_LINE_BYTES = 16 * 1024;
    /** All headers of a request together. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    /** Pieces of a body are as large as the network reads that bring them. */
    private static final int MAX_PIECE_BYTES = 1024 * 1024;
    /** Requests in flight on one HTTP/2 connection. The AWS SDKs open one connection and many streams. */
    private static final int MAX_CONCURRENT_STREAMS = 1_000;
    /** What one HTTP/2 stream may send ahead, in bytes; the connection as a whole sixteen times as much. */
    private static final int STREAM_WINDOW_BYTES = 1024 * 1024;

    private final HttpHandler root;
    private final DoorState state;
    private final DoorSettings settings;

    PipelineFactory(HttpHandler root, DoorState state, DoorSettings settings) {
        this.root = root;
        this.state = state;
        this.settings = settings;
    }

    void http1(ChannelPipeline pipeline, boolean secure) {
        var clock = clock();
        pipeline.addLast(clock);
        pipeline.addLast(new HttpServerCodec(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxChunkSize(MAX_PIECE_BYTES)));
        pipeline.addLast(new ExchangeHandler(root, state, clock, settings.transferTimeout(), secure));
    }

    void http2(ChannelPipeline pipeline, boolean secure) {
        var settings = Http2Settings.defaultSettings()
                .maxConcurrentStreams(MAX_CONCURRENT_STREAMS)
                .initialWindowSize(STREAM_WINDOW_BYTES)
                .maxHeaderListSize(MAX_HEADER_BYTES);
        Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(settings)
                .gracefulShutdownTimeoutMillis(this.settings.drainTimeout().toMillis())
                .build();
        pipeline.addLast(codec);
        pipeline.addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
                // Streams have their own limits. A connection without any is as idle as one of HTTP/1.1.
                if (event instanceof IdleStateEvent && codec.connection().numActiveStreams() == 0) ctx.close();
                else super.userEventTriggered(ctx, event);
            }
        });
        pipeline.addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void handlerAdded(ChannelHandlerContext ctx) throws Http2Exception {
                var connection = codec.connection();
                connection
                        .local()
                        .flowController()
                        .incrementWindowSize(connection.connectionStream(), 15 * STREAM_WINDOW_BYTES);
            }
        });
        pipeline.addLast(new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel stream) {
                var clock = clock();
                stream.pipeline().addLast(clock);
                stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true));
                stream.pipeline().addLast(idle());
                stream.pipeline()
                        .addLast(new ExchangeHandler(
                                root, state, clock, PipelineFactory.this.settings.transferTimeout(), secure));
            }
        }));
    }

    private RequestClock clock() {
        return new RequestClock(settings.headTimeout(), settings.transferTimeout());
    }

    private IdleStateHandler idle() {
        return new IdleStateHandler(settings.idleTimeout().toMillis(), 0, 0, TimeUnit.MILLISECONDS);
    }
}
