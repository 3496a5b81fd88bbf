package io.millrace.gateway;

import io.millrace.kit.http.EventLoops;
import io.millrace.kit.http.Exchange;
import io.millrace.kit.http.HttpHandler;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests on to a service in another process over HTTP/1.1, body by body piece, both ways, without gathering
 * either. Connections stay on the event loop of the request and are used again.
 */
final class UpstreamProxy implements HttpHandler {
    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;
    /** Connections kept ready on each event loop. */
    private static final int KEPT_CONNECTIONS = 64;

    private final URI upstream;
    private final EventLoops loops;
    private final FastThreadLocal<Deque<Channel>> idle = new FastThreadLocal<>() {
        @Override
        protected Deque<Channel> initialValue() {
            return new ArrayDeque<>();
        }
    };

    UpstreamProxy(URI upstream, EventLoops loops) {
        this.upstream = upstream;
        this.loops = loops;
    }

    @Override
    public Body open(Exchange exchange) {
        var proxied = new ProxiedExchange(exchange, this);
        connect((EventLoop) exchange.loop(), proxied::connected);
        return proxied;
    }

    /** Gives a connection, or null if there is none to be had. On the event loop. */
    private void connect(EventLoop loop, Consumer<@Nullable Channel> then) {
        Channel ready;
        while ((ready = idle.get().pollFirst()) != null)
            if (ready.isActive()) {
                then.accept(ready);
                return;
            }
        new Bootstrap()
                .group(loop)
                .channel(loops.clientChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast("http", new HttpClientCodec());
                    }
                })
                .connect(upstream.getHost(), upstream.getPort() < 0 ? 80 : upstream.getPort())
                .addListener(
                        connected -> then.accept(connected.isSuccess() ? ((ChannelFuture) connected).channel() : null));
    }

    /** Takes back a connection whose last answer was read to its end. */
    void keep(Channel channel) {
        var mine = idle.get();
        if (channel.isActive() && mine.size() < KEPT_CONNECTIONS) mine.addFirst(channel);
        else channel.close();
    }
}
