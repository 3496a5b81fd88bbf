package io.millrace.kit.http;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A listening port that speaks HTTP/1.1 and HTTP/2, in clear text and TLS. Closing stops accepting first, then waits for
 * the requests in flight, then ends the connections.
 */
public final class HttpDoor implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int MAX_NETWORK_READ_BYTES = 256 * 1024;

    private final DoorSettings settings;
    private final DoorState state = new DoorState();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    private HttpDoor(DoorSettings settings, EventLoops loops, HttpHandler root, @Nullable SslContext tls)
            throws IOException {
        this.settings = settings;
        var pipelines = new PipelineFactory(root, state, settings);
        long most = Math.min(settings.maxConnections(), openFilesForConnections());
        var bind = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(1024, 16 * 1024, MAX_NETWORK_READ_BYTES))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (connections.size() >= most) {
                            channel.close();
                            return;
                        }
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(
                                        "silent",
                                        new IdleStateHandler(
                                                settings.idleTimeout().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                                .addLast(new ProtocolDetector(
                                        pipelines,
                                        tls,
                                        settings.tlsOnly(),
                                        false,
                                        settings.headTimeout().toMillis()));
                    }
                })
                .bind(settings.host(), settings.port())
                .awaitUninterruptibly();
        if (!bind.isSuccess())
            throw new IOException(
                    "port " + settings.port() + " on " + settings.host() + " can't be bound: "
                            + bind.cause().getMessage(),
                    bind.cause());
        listener = bind.channel();
    }

    /** The log and the database need files too: a crowd of connections must not take the last one. */
    private static long openFilesForConnections() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount() / 4 * 3
                : Long.MAX_VALUE;
    }

    /**
     * Opens a door.
     *
     * @param tls what to present to clients that start a TLS handshake, or null to refuse them
     * @throws IOException if the port can't be bound, with its number in the message
     */
    public static HttpDoor open(DoorSettings settings, EventLoops loops, HttpHandler root, @Nullable SslContext tls)
            throws IOException {
        return new HttpDoor(settings, loops, root, tls);
    }

    /** The port that was bound. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Requests that wait for their answer now. */
    public int inFlight() {
        return state.inFlight();
    }

    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        try {
            state.drain(settings.drainTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
