package io.millrace.standalone;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/**
 * What the command line says.
 *
 * @param data everything that is kept lies below it
 * @param port the one port
 * @param host the address to bind
 * @param auth {@code strict} or {@code permissive}
 * @param postgresRuntime where PostgreSQL's programs are unpacked, once for all data directories that share it
 * @param tlsOnly true to refuse clear text
 * @param training true to start, serve a few requests and end: a run that fills the start-up cache
 */
record Options(Path data, int port, String host, String auth, Path postgresRuntime, boolean tlsOnly, boolean training) {
    static final int DEFAULT_PORT = 4577;

    static Options parse(String[] arguments) {
        var rest = new ArrayDeque<>(List.of(arguments));
        Path data = Path.of(System.getProperty("user.home"), ".millrace");
        int port = DEFAULT_PORT;
        String host = "127.0.0.1";
        String auth = "strict";
        Path runtime = null;
        boolean tlsOnly = false;
        boolean training = false;
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--data" -> data = Path.of(value(option, rest));
                case "--port" -> port = port(value(option, rest));
                case "--host" -> host = value(option, rest);
                case "--auth" -> auth = value(option, rest);
                case "--postgres-runtime" -> runtime = Path.of(value(option, rest));
                case "--tls-only" -> tlsOnly = true;
                case "--training" -> training = true;
                default -> throw new StartFailure("unknown option " + option + ", see ./millrace help");
            }
        }
        if (!auth.equals("strict") && !auth.equals("permissive"))
            throw new StartFailure("--auth is strict or permissive, not " + auth);
        data = data.toAbsolutePath().normalize();
        if (training) port = freePort();
        return new Options(
                data,
                port,
                host,
                auth,
                (runtime == null ? data.resolve("postgres/runtime") : runtime).toAbsolutePath(),
                tlsOnly,
                training);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure("no port is free", e);
        }
    }

    private static String value(String option, ArrayDeque<String> rest) {
        if (rest.isEmpty()) throw new StartFailure(option + " needs a value");
        return rest.removeFirst();
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) return port;
        } catch (NumberFormatException e) {
            // told below
        }
        throw new StartFailure("--port is a number from 1 to 65535, not " + text);
    }
}
