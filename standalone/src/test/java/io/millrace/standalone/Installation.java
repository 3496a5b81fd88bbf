package io.millrace.standalone;

import io.millrace.gateway.GatewayService;
import io.millrace.kit.service.Platform;
import io.millrace.kit.service.ServiceRunner;
import io.millrace.streams.StreamsService;
import io.millrace.testkit.Browser;
import io.millrace.testkit.FreePort;
import io.millrace.testkit.ManualClock;
import io.millrace.testkit.ServiceRig;
import io.millrace.testkit.SignedHttp;
import io.millrace.testkit.TestPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway with its console and streams-service in one process, on one clock, and who uses them. */
final class Installation implements AutoCloseable {
    static final String TEMPORARY = "first-of-all-passwords";
    static final String PASSWORD = "correct horse battery";

    private final ManualClock clock = new ManualClock();
    private final Platform platform = Platform.create(clock);
    private final int port = FreePort.next();
    private final Map<String, Object> settings = new HashMap<>();
    private final ConfigurableApplicationContext gateway;
    private @Nullable ConfigurableApplicationContext streams;

    Installation(Path log, TestPostgres postgres, Map<String, Object> more) {
        settings.put("millrace.account", ServiceRig.ACCOUNT);
        settings.put("millrace.region", ServiceRig.REGION);
        settings.put("millrace.identity.master-key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        settings.put("millrace.identity.root-access-key-id", ServiceRig.ROOT.id());
        settings.put("millrace.identity.root-secret-access-key", ServiceRig.ROOT.secret());
        settings.put("millrace.database.url", postgres.newDatabase());
        settings.put("millrace.streams.log.directory", log.toString());
        settings.put("millrace.gateway.port", port);
        settings.put("millrace.gateway.console.admin-password", TEMPORARY);
        settings.putAll(more);
        startStreams();
        gateway = ServiceRunner.start(new GatewayService(), platform, settings);
    }

    void startStreams() {
        streams = ServiceRunner.start(new StreamsService(), platform, settings);
    }

    void stopStreams() {
        if (streams != null) streams.close();
        streams = null;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    ManualClock clock() {
        return clock;
    }

    Browser browser() {
        return new Browser(uri());
    }

    /** The administrator's, signed in with the password that is theirs to keep. */
    Browser admin() throws Exception {
        var browser = browser();
        if (browser.signIn("admin", PASSWORD).status() == 200) return browser;
        browser.signIn("admin", TEMPORARY);
        browser.post("password", "{\"current\":\"" + TEMPORARY + "\",\"next\":\"" + PASSWORD + "\"}");
        return browser;
    }

    /** Somebody of that role, signed in. */
    Browser user(Browser admin, String name, String role) throws Exception {
        String temporary = admin.post("users", "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role))
                .json()
                .get("password")
                .asString();
        var browser = browser();
        browser.signIn(name, temporary);
        browser.post("password", "{\"current\":\"" + temporary + "\",\"next\":\"" + PASSWORD + "\"}");
        return browser;
    }

    /** A client with the root key. */
    SignedHttp client() {
        return new SignedHttp(uri(), ServiceRig.ROOT, "kinesis", clock);
    }

    @Override
    public void close() {
        gateway.close();
        stopStreams();
        platform.close();
    }
}
