package io.millrace.testkit;

import io.millrace.identity.AccessKey;
import io.millrace.identity.Caller;
import io.millrace.kit.service.MillraceService;
import io.millrace.kit.service.Platform;
import io.millrace.kit.service.ServiceRunner;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A real service on a port of its own, with a database of its own and a clock to turn. Its root key is known, so that
 * clients can sign.
 */
public final class ServiceRig implements AutoCloseable {
    public static final String REGION = "us-east-1";
    public static final String ACCOUNT = "000000000000";
    /** The root key of every rig. */
    public static final AccessKey ROOT = new AccessKey(
            "AKIATESTTESTTESTTEST",
            "test/secret+of+the+root+key+of+every+rig",
            new Caller(ACCOUNT, "arn:aws:iam::" + ACCOUNT + ":root", "AKIATESTTESTTESTTEST"),
            null,
            null);

    private static final String MASTER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final ManualClock clock;
    private final Platform platform;
    private final ConfigurableApplicationContext context;
    private final URI uri;

    private ServiceRig(MillraceService service, ManualClock clock, Map<String, Object> settings) {
        this.clock = clock;
        int port = FreePort.next();
        uri = URI.create("http://127.0.0.1:" + port);
        var all = new HashMap<String, Object>();
        all.put("millrace.account", ACCOUNT);
        all.put("millrace.region", REGION);
        all.put("millrace.identity.master-key", MASTER_KEY);
        all.put("millrace.identity.root-access-key-id", ROOT.id());
        all.put("millrace.identity.root-secret-access-key", ROOT.secret());
        all.put("millrace." + service.name() + ".port", port);
        all.putAll(settings);
        platform = Platform.create(clock);
        try {
            context = ServiceRunner.start(service, platform, all);
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    /** @param settings beside those of the rig; {@code millrace.database.url} makes it use that database */
    public static ServiceRig start(MillraceService service, Map<String, Object> settings) {
        var all = new HashMap<>(settings);
        if (service.usesDatabase())
            all.computeIfAbsent(
                    "millrace.database.url", key -> TestPostgres.shared().newDatabase());
        return new ServiceRig(service, new ManualClock(), all);
    }

    public URI uri() {
        return uri;
    }

    public int port() {
        return uri.getPort();
    }

    public ManualClock clock() {
        return clock;
    }

    public Platform platform() {
        return platform;
    }

    /** A part of the service. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        platform.close();
    }
}
