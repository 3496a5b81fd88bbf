package io.millrace.standalone;

import io.millrace.firehose.FirehoseService;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All services in one process. The gateway comes last, so that its port answers only when everything behind it does, and
 * goes first, so that it can finish what is in flight.
 */
public final class Standalone implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Standalone.class);
    private static final List<MillraceService> SERVICES =
            List.of(new StreamsService(), new FirehoseService(), new GatewayService());

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    /** Put into the data directory by {@code ./millrace reset-password}; its content does not matter. */
    private static final String RESET_PASSWORD = "reset-console-password";

    private static final String LEAK_DETECTION = "io.netty.leakDetection.level";

    private volatile boolean ending;

    private Standalone() {}

    public static void main(String[] arguments) {
        EarlyLogging.begin();
        // Netty would follow every 128th buffer with stack traces: 2 % of the time of a PutRecord. Tests let it.
        if (System.getProperty(LEAK_DETECTION) == null) System.setProperty(LEAK_DETECTION, "disabled");
        var standalone = new Standalone();
        Options options;
        try {
            options = Options.parse(arguments);
            // From the first moment: a start that is told to end must not leave PostgreSQL behind.
            Runtime.getRuntime().addShutdownHook(new Thread(standalone::end, "shutdown"));
            standalone.beginOrClose(options);
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
        standalone.beginOrClose(options);
        return standalone;
    }

    private synchronized void beginOrClose(Options options) throws IOException {
        try {
            begin(options);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private void begin(Options options) throws IOException {
        checkPort(options);
        var data = DataDirectory.open(options.data());
        keep(data);
        var masterKey = masterKey(data);
        var root = rootKey(data, masterKey);
        var settings = settings(options, data, root);
        Path reset = data.resolve(RESET_PASSWORD);
        if (Files.exists(reset)) settings.put("millrace.gateway.console.reset-admin", true);
        if (!isGiven("millrace.database.url")) {
            String password = HexFormat.of()
                    .formatHex(masterKey.derive("postgres password").getEncoded());
            var postgres = Postgres.start(options.postgresRuntime(), data.resolve("postgres/data"), password);
            keep(postgres);
            settings.put("millrace.database.url", postgres.url());
            settings.put("millrace.database.user", postgres.user());
            settings.put("millrace.database.password", postgres.password());
        }
        var platform = Platform.create();
        keep(platform);
        String region = "";
        String limits = "";
        for (var service : SERVICES) {
            var context = ServiceRunner.start(service, platform, settings);
            keep(context);
            region = context.getEnvironment().getRequiredProperty("millrace.region");
            limits = context.getEnvironment().getProperty("millrace.streams.limits.profile", "unlimited");
        }
        Files.deleteIfExists(reset);
        keep(RunningFile.write(data.resolve("running"), options, region, limits, root.id()));
        log.atInfo().addKeyValue("port", options.port()).log("millrace is ready");
    }

    /** Whatever was started is closed again, in any event. */
    private void keep(AutoCloseable part) {
        running.push(part);
        if (ending) throw new StartFailure("told to end before the start was done");
    }

    private static MasterKey masterKey(DataDirectory data) {
        Path file = data.resolve("master.key");
        if (!Files.exists(file) && Files.exists(data.resolve("root.key")))
            throw new StartFailure(file + " is missing: what is secret in this data directory is sealed with it,"
                    + " put it back from a backup");
        try {
            return MasterKey.loadOrCreate(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure(file + " can't be used: " + e.getMessage(), e);
        }
    }

    private static AccessKey rootKey(DataDirectory data, MasterKey masterKey) {
        try {
            return new RootKeyFile(data.resolve("root.key"), masterKey).readOrMake();
        } catch (IOException e) {
            throw new StartFailure("the root access key can't be read: " + e.getMessage(), e);
        }
    }

    /** True if a user chose this setting, so that what we would choose must not override it. */
    private static boolean isGiven(String setting) {
        String variable = setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
        return System.getProperty(setting) != null || System.getenv(variable) != null;
    }

    private static Map<String, Object> settings(Options options, DataDirectory data, AccessKey root) {
        var settings = new HashMap<String, Object>();
        settings.put("millrace.account", RootKeyFile.ACCOUNT);
        settings.put("millrace.identity.mode", options.auth());
        settings.put(
                "millrace.identity.master-key-file", data.resolve("master.key").toString());
        settings.put("millrace.identity.root-access-key-id", root.id());
        settings.put("millrace.identity.root-secret-access-key", root.secret());
        if (!isGiven("millrace.streams.log.directory"))
            settings.put(
                    "millrace.streams.log.directory",
                    data.resolve("streams/log").toString());
        if (!isGiven("millrace.firehose.log.directory"))
            settings.put(
                    "millrace.firehose.log.directory",
                    data.resolve("firehose/log").toString());
        settings.put("millrace.gateway.host", options.host());
        settings.put("millrace.gateway.port", options.port());
        settings.put("millrace.gateway.tls-only", options.tlsOnly());
        settings.put("millrace.gateway.tls-directory", data.resolve("tls").toString());
        settings.put(
                "millrace.gateway.console.password-file",
                data.resolve("console-password").toString());
        // Says what we say already, and stopping a server that is gone with a trace.
        settings.put("logging.level.io.zonky.test.db.postgres", "off");
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

    private void end() {
        ending = true;
        close();
    }

    @Override
    public synchronized void close() {
        while (!running.isEmpty())
            try {
                running.pop().close();
            } catch (Exception e) {
                log.warn("not closed cleanly", e);
            }
    }
}
