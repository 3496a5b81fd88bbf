package io.millrace.gateway;

import io.millrace.testkit.Browser;
import io.millrace.testkit.ServiceRig;
import java.util.HashMap;
import java.util.Map;

/** A gateway with a console and its first administrator, and browsers that use it. */
final class ConsoleRig implements AutoCloseable {
    static final String TEMPORARY = "first-of-all-passwords";
    static final String PASSWORD = "correct horse battery";

    private final ServiceRig rig;

    ConsoleRig(Map<String, Object> settings) {
        var all = new HashMap<String, Object>();
        all.put("millrace.gateway.console.admin-password", TEMPORARY);
        all.putAll(settings);
        rig = ServiceRig.start(new GatewayService(), all);
    }

    ServiceRig service() {
        return rig;
    }

    Browser browser() {
        return new Browser(rig.uri());
    }

    /** The administrator's, signed in with the password that is theirs to keep. */
    Browser admin() throws Exception {
        var browser = browser();
        if (browser.signIn("admin", PASSWORD).status() == 200) return browser;
        browser.signIn("admin", TEMPORARY);
        browser.post("password", "{\"current\":\"" + TEMPORARY + "\",\"next\":\"" + PASSWORD + "\"}");
        return browser;
    }

    @Override
    public void close() {
        rig.close();
    }
}
