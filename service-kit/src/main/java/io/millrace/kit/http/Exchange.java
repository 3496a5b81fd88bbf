package io.millrace.kit.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.EventExecutor;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One request and the way to answer it. The request's side is read on the event loop; the answering methods may be called
 * by any thread, once in the order begin, write, end, or respond alone. What comes after the end, or after the client
 * went away, is released and dropped.
 */
public final class Exchange {
    // We write only what we chose ourselves, so the values need no check.
    private static final DefaultHttpHeadersFactory HEADERS =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    /** What is smaller fits into the buffers of the system, mostly. */
    private static final int LARGE_BYTES = 256 * 1024;

    private final ExchangeHandler handler;
    private final Channel channel;
    private final HttpRequest request;
    private final boolean secure;

    // Owned by the event loop.
    HttpHandler.Body body = HttpHandler.Body.IGNORED;
    boolean requestEnded;
    boolean begun;
    boolean ended;
    private @Nullable Runnable closed;
    private @Nullable Runnable writable;
    private @Nullable Runnable draining;

    Exchange(ExchangeHandler handler, Channel channel, HttpRequest request, boolean secure) {
        this.handler = handler;
        this.channel = channel;
        this.request = request;
        this.secure = secure;
    }

    public HttpMethod method() {
        return request.method();
    }

    /** Path and query as received. */
    public String uri() {
        return request.uri();
    }

    /** The path as received, without the query. */
    public String path() {
        int question = request.uri().indexOf('?');
        return question < 0 ? request.uri() : request.uri().substring(0, question);
    }

    /** The query as received, without the question mark, or null. */
    public @Nullable String query() {
        int question = request.uri().indexOf('?');
        return question < 0 ? null : request.uri().substring(question + 1);
    }

    /** The headers as received; over HTTP/2 the authority stands as {@code host}. */
    public HttpHeaders headers() {
        return request.headers();
    }

    /** What {@code Content-Length} declares, in bytes, or -1. */
    public long declaredLength() {
        return HttpUtil.getContentLength(request, -1L);
    }

    public SocketAddress remoteAddress() {
        Channel connection = channel.parent() != null && channel.remoteAddress() == null ? channel.parent() : channel;
        return connection.remoteAddress();
    }

    /** True if the request came through TLS. */
    public boolean secure() {
        return secure;
    }

    /** The event loop that owns the connection. */
    public EventExecutor loop() {
        return channel.eventLoop();
    }

    public ByteBufAllocator alloc() {
        return channel.alloc();
    }

    /** Sends a whole answer and takes over the body. */
    public void respond(int status, HttpHeaders headers, ByteBuf content) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> respond(status, headers, content));
            return;
        }
        if (begun || ended || !channel.isActive()) {
            content.release();
            finish();
            return;
        }
        begun = true;
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(content.readableBytes()));
        channel.write(head(status, headers));
        boolean large = content.readableBytes() >= LARGE_BYTES;
        var written = channel.write(new DefaultLastHttpContent(content, EmptyHttpHeaders.INSTANCE));
        if (large) handler.expectTaken(written);
        finish();
    }

    /** Sends the head of an answer whose body follows piece by piece. */
    public void begin(int status, HttpHeaders headers) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> begin(status, headers));
            return;
        }
        if (begun || ended || !channel.isActive()) return;
        begun = true;
        if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH))
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, "chunked");
        channel.write(head(status, headers));
        handler.flush();
    }

    /** Sends a piece of the body and takes it over. */
    public void write(ByteBuf piece) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> write(piece));
            return;
        }
        if (!begun || ended || !channel.isActive()) {
            piece.release();
            return;
        }
        channel.write(new DefaultHttpContent(piece));
        handler.flush();
    }

    /** Ends the answer. */
    public void end() {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(this::end);
            return;
        }
        if (ended) return;
        if (begun && channel.isActive()) channel.write(LastHttpContent.EMPTY_LAST_CONTENT);
        finish();
    }

    /** Breaks the answer off so that the client sees it is not whole. */
    public void abort() {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(this::abort);
            return;
        }
        if (!ended) {
            ended = true;
            handler.over(this);
        }
        channel.close();
    }

    /** Stops or goes on taking the request's body from the network. */
    public void setReading(boolean reading) {
        if (channel.eventLoop().inEventLoop()) channel.config().setAutoRead(reading);
        else channel.eventLoop().execute(() -> channel.config().setAutoRead(reading));
    }

    /** False while the connection holds more unsent bytes than it should. */
    public boolean writable() {
        return channel.isWritable();
    }

    /** Calls back, on the event loop, whenever {@link #writable} changes. */
    public void onWritable(Runnable listener) {
        writable = listener;
    }

    /** Calls back, on the event loop, if the connection ends before the answer does, or has ended. Ask on the event loop. */
    public void onClosed(Runnable listener) {
        if (ended || !channel.isActive()) listener.run();
        else closed = listener;
    }

    /**
     * Calls back, on the event loop, when the door begins to close: an answer that has no end of its own should end then,
     * since the door waits for it. Ask on the event loop.
     */
    public void onDrain(Runnable listener) {
        draining = listener;
        handler.endless(this);
    }

    /** True if it waits for the door to close. */
    boolean endless() {
        return draining != null;
    }

    void drain() {
        if (!ended && draining != null) draining.run();
    }

    void connectionClosed() {
        if (!requestEnded) body.aborted();
        if (!ended && closed != null) closed.run();
        ended = true;
    }

    void writabilityChanged() {
        if (writable != null) writable.run();
    }

    private void finish() {
        if (ended) return;
        ended = true;
        handler.finished(this);
    }

    private DefaultHttpResponse head(int status, HttpHeaders headers) {
        if (!handler.keepsAlive(this)) headers.set(HttpHeaderNames.CONNECTION, "close");
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers);
    }

    /** True if nothing can follow the head: its end comes by itself, whether the answer is out or not. */
    boolean withoutBody() {
        return declaredLength() <= 0 && !HttpUtil.isTransferEncodingChunked(request);
    }

    HttpRequest request() {
        return request;
    }

    /** An empty set of headers to fill; values must not come from a request. */
    public static HttpHeaders newHeaders() {
        return HEADERS.newHeaders();
    }
}
