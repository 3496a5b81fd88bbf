package io.millrace.gateway.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** How much the console is used, and whether it works. */
public final class ConsoleMetrics {
    private final MeterRegistry registry;
    private final Counter succeeded;
    private final Counter refused;
    private final Counter failed;

    public ConsoleMetrics(MeterRegistry registry) {
        this.registry = registry;
        succeeded = calls("Success");
        refused = calls("ClientError");
        failed = calls("ServerError");
    }

    private Counter calls(String result) {
        return Counter.builder("millrace.gateway.console.calls")
                .description("Calls of the admin API")
                .tag("result", result)
                .register(registry);
    }

    void answered(int status) {
        (status < 400 ? succeeded : status < 500 ? refused : failed).increment();
    }

    /** Shows how many live tails there are. */
    public void tails(Supplier<Number> count) {
        registry.gauge(
                "millrace.gateway.console.tails",
                count,
                supplier -> supplier.get().doubleValue());
    }
}
