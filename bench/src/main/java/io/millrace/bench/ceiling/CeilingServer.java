package io.millrace.bench.ceiling;

import io.millrace.identity.AccessKey;
import io.millrace.identity.Caller;
import io.millrace.identity.SigV4Verifier;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One level of the ceiling on a loopback port, with one event loop. */
public final class CeilingServer implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;

    private final EventLoopGroup loops;
    private final Channel server;
    private final @Nullable GroupCommit commit;

    private CeilingServer(EventLoopGroup loops, Channel server, @Nullable GroupCommit commit) {
        this.loops = loops;
        this.server = server;
        this.commit = commit;
    }

    /**
     * @param directory where the journal of level {@link Level#DSYNC} goes until the server is closed
     */
    public static CeilingServer start(Level level, AccessKey key, String region, Path directory) throws IOException {
        var loops = Transport.oneEventLoop();
        if (level == Level.NONE) {
            var answers = new ConstantAnswers();
            return new CeilingServer(loops, bind(loops, () -> new ConstantConnection(answers)), null);
        }
        var verifier =
                new SigV4Verifier(id -> id.equals(key.id()) ? key : null, InstantSource.system(), Set.of(region));
        var commit = new GroupCommit(GroupCommit.openFile(directory), loops.next());
        var push = new EventPush();
        return new CeilingServer(loops, bind(loops, () -> new DurableConnection(verifier, commit, push)), commit);
    }

    private static Channel bind(EventLoopGroup loops, Supplier<ChannelHandler> connections) {
        return new ServerBootstrap()
                .group(loops)
                .channel(Transport.serverChannel())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new io.netty.channel.AdaptiveRecvByteBufAllocator(2048, 65536, CHUNK_BYTES))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpRequestDecoder(new HttpDecoderConfig().setMaxChunkSize(CHUNK_BYTES)))
                                .addLast(connections.get());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        server.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
        if (commit != null) commit.close();
    }

    /** Prints its port and serves until its standard input ends, that is until its parent is gone. */
    public static void main(String[] args) throws IOException {
        var id = System.getenv("AWS_ACCESS_KEY_ID");
        var key = new AccessKey(id, System.getenv("AWS_SECRET_ACCESS_KEY"), new Caller("0", "bench", id), null, null);
        try (var server = start(Level.valueOf(args[0]), key, System.getenv("AWS_REGION"), Path.of(args[1]))) {
            System.out.println(server.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
