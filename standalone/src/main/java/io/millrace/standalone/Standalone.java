package io.millrace.standalone;

import io.millrace.gateway.GatewayService;
import io.millrace.identity.AccessKey;
import io.millrace.identity.MasterKey;
import io.millrace.kit.service.MillraceService;
import io.millrace.kit.service.Platform;
import io.millrace.kit.service.ServiceRunner;
import io.millrace.streams.StreamsService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All services in one process. The gateway comes last, so that its port answers only when everything behind it does, and
 * goes first, so that it can finish what is in flight.
 */
public final class Standalone implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Standalone.class);
    private static final List<MillraceService> SERVICES = List.of(new StreamsService(), new GatewayService());

    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private Standalone() {}

    public static void main(String[] arguments) {
        EarlyLogging.begin();
        Standalone standalone;
        Options options;
        try {
            options = Options.parse(arguments);
            standalone = start(options);
        } catch (Exception e) {
            // The launcher shows this line to its user; the trace stands in the log.
            var failure = reason(e);
            if (!(failure instanceof StartFailure)) log.error("start failed", e);
            System.err.println("millrace: " + failure.getMessage());
            System.exit(1);
            return;
        }
        if (options.training()) {
            standalone.train(options);
            standalone.close();
            System.exit(0);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "shutdown"));
        ServiceRunner.untilKilled();
    }

    private static Throwable reason(Throwable failure) {
        Throwable next = failure;
        while (next.getCause() != null && !(next instanceof StartFailure)) next = next.getCause();
        return next;
    }

    /** Starts everything and returns when the port answers. */
    static Standalone start(Options options) throws IOException {
        var standalone = new Standalone();
        try {
            standalone.begin(options);
            return standalone;
        } catch (Throwable e) {
            standalone.close();
            throw e;
        }
    }

    private void begin(Options options) throws IOException {
        checkPort(options);
        var data = DataDirectory.open(options.data());
        running.push(data);
        var masterKey = MasterKey.loadOrCreate(data.resolve("master.key"));
        AccessKey root = new RootKeyFile(data.resolve("root.key"), masterKey).readOrMake();
        var settings = settings(options, data, root);
        if (System.getProperty("millrace.database.url") == null && System.getenv("MILLRACE_DATABASE_URL") == null) {
            String password = HexFormat.of()
                    .formatHex(masterKey.derive("postgres password").getEncoded());
            var postgres = Postgres.start(options.postgresRuntime(), data.resolve("postgres/data"), password);
            running.push(postgres);
            settings.put("millrace.database.url", postgres.url());
            settings.put("millrace.database.user", postgres.user());
            settings.put("millrace.database.password", postgres.password());
        }
        var platform = Platform.create();
        running.push(platform);
        String region = "";
        for (var service : SERVICES) {
            var context = ServiceRunner.start(service, platform, settings);
            running.push(context);
            region = context.getEnvironment().getRequiredProperty("millrace.region");
        }
        running.push(RunningFile.write(data.resolve("running"), options, region, root.id()));
        log.atInfo().addKeyValue("port", options.port()).log("millrace is ready");
    }

    private static Map<String, Object> settings(Options options, DataDirectory data, AccessKey root) {
        var settings = new HashMap<String, Object>();
        settings.put("millrace.account", RootKeyFile.ACCOUNT);
        settings.put("millrace.identity.mode", options.auth());
        settings.put(
                "millrace.identity.master-key-file", data.resolve("master.key").toString());
        settings.put("millrace.identity.root-access-key-id", root.id());
        settings.put("millrace.identity.root-secret-access-key", root.secret());
        settings.put(
                "millrace.streams.log.directory", data.resolve("streams/log").toString());
        settings.put("millrace.gateway.host", options.host());
        settings.put("millrace.gateway.port", options.port());
        settings.put("millrace.gateway.tls-only", options.tlsOnly());
        settings.put("millrace.gateway.tls-directory", data.resolve("tls").toString());
        return settings;
    }

    /** Looks before a start of several seconds whether it can succeed. */
    private static void checkPort(Options options) throws IOException {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(options.host()), options.port()));
        } catch (IOException e) {
            throw new StartFailure(
                    "port " + options.port() + " on " + options.host() + " is in use, choose another with --port", e);
        }
    }

    /** Serves a few requests of each kind, so that a start-up cache made of this run holds what they need. */
    private void train(Options options) {
        new TrainingRequests(options).run();
    }

    @Override
    public void close() {
        while (!running.isEmpty())
            try {
                running.pop().close();
            } catch (Exception e) {
                log.warn("not closed cleanly", e);
            }
    }
}
