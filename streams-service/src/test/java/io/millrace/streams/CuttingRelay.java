package io.millrace.streams;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a service and its database. When told so it lets the next commit through, waits until the database has
 * answered it, and cuts the connection instead of passing the answer on: the change is made, and its maker can't know.
 */
final class CuttingRelay implements AutoCloseable {
    private static final byte[] COMMIT = "COMMIT".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final AtomicBoolean armed = new AtomicBoolean();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    CuttingRelay(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** The answer to the next commit does not arrive. */
    void cutNextCommit() {
        armed.set(true);
    }

    boolean hasCut() {
        return !armed.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                var cut = new AtomicBoolean();
                Thread.ofVirtual().start(() -> relay(client, server, cut, true));
                Thread.ofVirtual().start(() -> relay(server, client, cut, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void relay(Socket from, Socket to, AtomicBoolean cut, boolean toServer) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (toServer && holds(buffer, length) && armed.compareAndSet(true, false)) cut.set(true);
                if (!toServer && cut.get()) return;
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // Either side went: both sockets are closed, which tells the other.
        }
    }

    private static boolean holds(byte[] buffer, int length) {
        for (int at = 0; at + COMMIT.length <= length; at++)
            if (java.util.Arrays.equals(buffer, at, at + COMMIT.length, COMMIT, 0, COMMIT.length)) return true;
        return false;
    }

    @Override
    public void close() {
        try {
            door.close();
            for (var socket : sockets) socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
