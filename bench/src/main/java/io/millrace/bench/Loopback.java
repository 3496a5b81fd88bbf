package io.millrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** What a bare connection to ourselves carries: one thread writes, another reads, and neither looks. */
final class Loopback {
    private static final int BLOCK_BYTES = 256 << 10;
    private static final long MEASURED_NANOS = 1_000_000_000L;

    private Loopback() {}

    static double megabytesPerSecond() throws IOException {
        try (var server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var sender = SocketChannel.open(server.getLocalAddress());
                var receiver = server.accept()) {
            var sending = Thread.ofPlatform().daemon().start(() -> send(sender));
            var block = ByteBuffer.allocateDirect(BLOCK_BYTES);
            long bytes = 0;
            long start = System.nanoTime();
            for (int read = 0; read >= 0; read = receiver.read(block.clear())) bytes += read;
            double seconds = Measurement.secondsSince(start);
            sending.join();
            return bytes / 1e6 / seconds;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }

    private static void send(SocketChannel sender) {
        var block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        try {
            for (long start = System.nanoTime(); System.nanoTime() - start < MEASURED_NANOS; )
                for (block.clear(); block.hasRemaining(); ) sender.write(block);
            sender.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
