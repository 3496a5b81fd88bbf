package io.millrace.kit.request;

import io.millrace.identity.Caller;
import io.millrace.identity.SignedRequest;
import io.millrace.kit.http.Exchange;
import io.millrace.wire.ApiError;
import io.millrace.wire.Codec;
import io.millrace.wire.Protocol;
import io.millrace.wire.RequestId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request to an API, whole, on its way to an operation. Answered exactly once, by any thread. */
public final class ApiRequest implements SignedRequest {
    private static final Pattern SIGNED_HEADERS = Pattern.compile("SignedHeaders=([^, ]+)");

    private final ApiPipeline pipeline;
    private final Exchange exchange;
    private final String id = RequestId.next();
    private final long startNanos = System.nanoTime();
    private final Protocol protocol;
    private final BodyBuffer body;
    private final byte[] bodySha256;
    private @Nullable Caller caller;
    private String operation = "unknown";

    ApiRequest(ApiPipeline pipeline, Exchange exchange, Protocol protocol, BodyBuffer body) {
        this.pipeline = pipeline;
        this.exchange = exchange;
        this.protocol = protocol;
        this.body = body;
        this.bodySha256 = body.digest();
    }

    @Override
    public String method() {
        return exchange.method().name();
    }

    @Override
    public String rawPath() {
        return exchange.path();
    }

    @Override
    public @Nullable String rawQuery() {
        return exchange.query();
    }

    @Override
    public List<String> headers(String lowerCaseName) {
        return exchange.headers().getAll(lowerCaseName);
    }

    @Override
    public byte[] bodySha256() {
        return bodySha256;
    }

    /** The value of a header if the caller's signature covers it, or null. */
    public @Nullable String signedHeader(String lowerCaseName) {
        String authorization = exchange.headers().get("authorization");
        if (authorization == null) return null;
        var names = SIGNED_HEADERS.matcher(authorization);
        boolean signed = names.find() && List.of(names.group(1).split(";", -1)).contains(lowerCaseName);
        return signed ? exchange.headers().get(lowerCaseName) : null;
    }

    /** The bytes of the body, which begin at 0; valid on the event loop until the fast path returns. */
    public byte[] body() {
        return body.bytes();
    }

    public int bodyLength() {
        return body.length();
    }

    public Protocol protocol() {
        return protocol;
    }

    /** The id that the answer and the log carry. */
    public String id() {
        return id;
    }

    /** Who sent it, proven. */
    public Caller caller() {
        if (caller == null) throw new IllegalStateException("asked for the caller before authentication");
        return caller;
    }

    public Exchange exchange() {
        return exchange;
    }

    /** Sends an answer of status 200 and takes over its bytes. */
    public void succeed(ByteBuf content) {
        pipeline.answered(this, null);
        send(200, content);
    }

    /** Begins an answer of status 200 whose body follows through the {@link #exchange}, piece by piece. */
    public void begin(String contentType) {
        pipeline.answered(this, null);
        exchange.begin(200, ResponseHeaders.of(id).set("content-type", contentType));
    }

    /** Ends the request with any failure: an ApiException as it says, everything else as a fault of ours. */
    public void fail(Throwable cause) {
        fail(pipeline.errorOf(this, cause));
    }

    void fail(ApiError error) {
        pipeline.answered(this, error);
        send(error.status(), Unpooled.wrappedBuffer(Codec.encode(protocol, error)));
    }

    private void send(int status, ByteBuf content) {
        HttpHeaders headers = ResponseHeaders.of(id);
        headers.set("content-type", protocol.contentType());
        exchange.respond(status, headers, content);
    }

    void authenticated(Caller proven) {
        caller = proven;
    }

    void targets(String name) {
        operation = name;
    }

    String operation() {
        return operation;
    }

    @Nullable
    Caller callerIfKnown() {
        return caller;
    }

    long startNanos() {
        return startNanos;
    }

    BodyBuffer buffer() {
        return body;
    }
}
