package io.millrace.bench;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections that were used once and stay open. */
final class IdleConnections implements AutoCloseable {
    private final InetSocketAddress server;
    private final List<SocketChannel> channels = new ArrayList<>();

    IdleConnections(InetSocketAddress server) {
        this.server = server;
    }

    /** Opens so many, and sends the request over each and waits for the answer. */
    void open(int count, ByteBuf request) throws IOException {
        var bytes = ByteBuffer.allocate(16 << 10);
        for (int i = 0; i < count; i++) {
            var channel = SocketChannel.open(new InetSocketAddress(server.getHostString(), server.getPort()));
            channels.add(channel);
            var sent = request.nioBuffer();
            while (sent.hasRemaining()) channel.write(sent);
            if (channel.read(bytes.clear()) < 0) throw new IOException("the server closed connection " + i);
        }
    }

    @Override
    public void close() throws IOException {
        for (var channel : channels) channel.close();
    }
}
