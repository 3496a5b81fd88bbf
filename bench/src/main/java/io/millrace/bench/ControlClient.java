package io.millrace.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.bench.ceiling.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** One signed JSON call after the other over one connection, each waited for. Owned by the thread that made it. */
final class ControlClient implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final JsonFactory JSON = new JsonFactory();

    private final EventLoopGroup loops = Transport.oneEventLoop();
    private final Requests requests;
    private final InetSocketAddress server;
    private final ArrayBlockingQueue<Answer> answers = new ArrayBlockingQueue<>(1);
    private @Nullable Channel channel;

    /** An answer, whole. */
    record Answer(int status, String body) {
        boolean isGood() {
            return status == 200;
        }

        /** The first member of that name, wherever it stands, as text. */
        String text(String member) {
            try (var json = JSON.createParser(ObjectReadContext.empty(), body)) {
                for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                    if (token == JsonToken.PROPERTY_NAME && json.currentName().equals(member)) {
                        json.nextToken();
                        return json.getString();
                    }
                }
            }
            throw new IllegalStateException("no " + member + " in " + body);
        }

        /** The texts of the first array of that name. */
        List<String> texts(String member) {
            var texts = new ArrayList<String>();
            var inside = false;
            try (var json = JSON.createParser(ObjectReadContext.empty(), body)) {
                for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                    if (token == JsonToken.PROPERTY_NAME && json.currentName().equals(member)) inside = true;
                    if (inside && token == JsonToken.VALUE_STRING) texts.add(json.getString());
                    if (inside && token == JsonToken.END_ARRAY) break;
                }
            }
            return texts;
        }
    }

    ControlClient(InetSocketAddress server, Requests requests) {
        this.server = server;
        this.requests = requests;
    }

    /** Returns a good answer; throws for any other. */
    Answer call(String operation, String json) throws IOException, InterruptedException {
        var answer = tryCall(operation, json);
        if (!answer.isGood()) throw new IOException(operation + " was answered " + answer);
        return answer;
    }

    Answer tryCall(String operation, String json) throws IOException, InterruptedException {
        return send(requests.signed(operation, Cell.Format.JSON.contentType, json.getBytes(UTF_8)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, which answers
    Answer send(ByteBuf request) throws IOException, InterruptedException {
        if (channel == null || !channel.isActive()) channel = connect();
        answers.clear();
        channel.writeAndFlush(request.duplicate());
        var answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) throw new IOException("no answer for " + PATIENCE_SECONDS + " s");
        if (answer.status == 0) throw new IOException("the server closed the connection");
        return answer;
    }

    private Channel connect() throws IOException {
        var connecting = new Bootstrap()
                .group(loops)
                .channel(Transport.channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new Reader(answers))
                .connect(server)
                .awaitUninterruptibly();
        if (!connecting.isSuccess()) throw new NoServerException(server, connecting.cause());
        return connecting.channel();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final ArrayBlockingQueue<Answer> answers;
        private final AnswerReader reader = new AnswerReader(true);

        Reader(ArrayBlockingQueue<Answer> answers) {
            this.answers = answers;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            try {
                if (reader.read(bytes)) answers.add(new Answer(reader.status(), new String(reader.whole(), UTF_8)));
            } finally {
                bytes.release();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            var _ = answers.offer(new Answer(0, ""));
        }
    }
}
