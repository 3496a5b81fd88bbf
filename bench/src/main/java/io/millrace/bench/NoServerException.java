package io.millrace.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Nobody listens where the server should be: a matter of one line, not of a trace. */
final class NoServerException extends IOException {
    private static final int PATIENCE_MILLIS = 5_000;

    NoServerException(InetSocketAddress server, Throwable cause) {
        super("no server at " + server.getHostString() + ":" + server.getPort(), cause);
    }

    /** Throws if nobody accepts a connection there. */
    static void checkReachable(InetSocketAddress server) throws NoServerException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHostString(), server.getPort()), PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new NoServerException(server, e);
        }
    }
}
