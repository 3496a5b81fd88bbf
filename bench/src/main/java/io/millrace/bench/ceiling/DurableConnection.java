package io.millrace.bench.ceiling;

import io.millrace.identity.SigV4Verifier;
import io.millrace.wire.ApiException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Level {@link Level#DSYNC}: copies and hashes the body as it arrives, verifies the signature, parses the records into the
 * batch that gathers, and leaves the answer, and the event for subscribers, to the commit. Journal frame: 4 bytes length,
 * 1 byte shard, the data.
 */
final class DurableConnection extends SimpleChannelInboundHandler<HttpObject> implements RecordSink {
    private static final int SHARD_BITS = 3;

    private final SigV4Verifier verifier;
    private final GroupCommit commit;
    private final EventPush push;
    private final PutAnswer jsonAnswer = PutAnswer.json();
    private final PutAnswer cborAnswer = PutAnswer.cbor();
    private final JsonPuts jsonPuts = new JsonPuts(this);
    private final CborPuts cborPuts = new CborPuts(this);
    private final MessageDigest sha256 = digest("SHA-256");
    private final MessageDigest md5 = digest("MD5");
    private PutAnswer answer = jsonAnswer;
    private byte[] body = new byte[4096];
    private int size;
    private @Nullable HttpRequest head;

    DurableConnection(SigV4Verifier verifier, GroupCommit commit, EventPush push) {
        this.verifier = verifier;
        this.commit = commit;
        this.push = push;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpRequest request) {
            head = request;
            size = 0;
            int expected = (int) HttpUtil.getContentLength(request, 0L);
            if (body.length < expected) body = new byte[expected];
        }
        if (part instanceof HttpContent content) {
            int arrived = content.content().readableBytes();
            if (body.length - size < arrived) body = Arrays.copyOf(body, Math.max(2 * body.length, size + arrived));
            content.content().readBytes(body, size, arrived);
            sha256.update(body, size, arrived);
            size += arrived;
        }
        if (part instanceof LastHttpContent && head != null) answer(context, head);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a client that went away is no concern of the ceiling
    private void answer(ChannelHandlerContext context, HttpRequest request) {
        int batchSize = commit.buffer().position();
        try {
            verifier.authenticate(new ReceivedHead(request, sha256.digest()), "kinesis");
            var cbor = request.headers().get("content-type", "").contains("cbor");
            var target = request.headers().get("x-amz-target", "");
            if (target.endsWith(".SubscribeToShard")) {
                push.subscribe(context.channel());
                return;
            }
            var many = target.endsWith(".PutRecords");
            answer = cbor ? cborAnswer : jsonAnswer;
            answer.begin(many);
            if (cbor) cborPuts.parse(body);
            else jsonPuts.parse(body, size);
            var whole = answer.finish(context.alloc(), many);
            var event = push.isWanted() ? push.take() : null;
            commit.onceDurable(() -> {
                context.writeAndFlush(whole, context.voidPromise());
                if (event != null) push.send(event);
            });
        } catch (ApiException | IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            commit.buffer().position(batchSize);
            context.writeAndFlush(
                    HttpAnswer.badRequest(context.alloc(), String.valueOf(unreadable.getMessage())),
                    context.voidPromise());
        }
    }

    @Override
    public void record(byte[] from, int keyFrom, int keyTo, byte[] data, int dataFrom, int dataLength) {
        md5.update(from, keyFrom, keyTo - keyFrom);
        int shard = (md5.digest()[0] & 0xff) >> (8 - SHARD_BITS);
        commit.buffer().putInt(dataLength).put((byte) shard).put(data, dataFrom, dataLength);
        answer.add(shard);
        if (push.isWanted()) push.add(from, keyFrom, keyTo, data, dataFrom, dataLength);
    }

    /** The client sees a closed connection and counts an error. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
