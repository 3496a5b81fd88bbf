package io.millrace.clients;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import io.millrace.testkit.FreePort;
import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** The DynamoDB that the Kinesis Client Library keeps its leases in: DynamoDB Local, in memory, one for all tests. */
final class LeaseTables {
    private static @Nullable URI shared;

    private LeaseTables() {}

    static synchronized URI shared() {
        if (shared == null) shared = start();
        return shared;
    }

    private static URI start() {
        int port = FreePort.next();
        try {
            var server = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
            bindToLoopback(server);
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        }
        return URI.create("http://127.0.0.1:" + port);
    }

    /** It has no option for the address and would listen on all of them. */
    private static void bindToLoopback(DynamoDBProxyServer server) throws ReflectiveOperationException {
        var field = DynamoDBProxyServer.class.getDeclaredField("server");
        field.setAccessible(true);
        for (var connector : ((Server) field.get(server)).getConnectors())
            ((ServerConnector) connector).setHost("127.0.0.1");
    }
}
