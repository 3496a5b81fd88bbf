package io.millrace.kit.service;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.kit.http.EventLoops;
import java.time.InstantSource;

/**
 * What all services of one process share.
 *
 * @param loops the threads that move bytes
 * @param metrics every metric of the process
 * @param clock the time, which tests turn by hand
 * @param services who else lives here
 */
public record Platform(EventLoops loops, PrometheusMeterRegistry metrics, InstantSource clock, LocalServices services)
        implements AutoCloseable {

    /** A platform on the system's clock with one event loop a core. */
    public static Platform create() {
        return create(InstantSource.system());
    }

    public static Platform create(InstantSource clock) {
        return new Platform(
                new EventLoops(Runtime.getRuntime().availableProcessors()),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                clock,
                new LocalServices());
    }

    @Override
    public void close() {
        loops.close();
        metrics.close();
    }
}
