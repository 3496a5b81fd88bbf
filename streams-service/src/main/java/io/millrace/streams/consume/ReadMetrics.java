package io.millrace.streams.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What goes out by polling. The names in CloudWatch stand in the descriptions. */
public final class ReadMetrics {
    private final Counter records;
    private final Counter bytes;
    private final Counter throttled;

    public ReadMetrics(MeterRegistry registry) {
        records = Counter.builder("millrace.streams.get.records")
                .description("GetRecords.Records: records given by GetRecords")
                .register(registry);
        bytes = Counter.builder("millrace.streams.get.bytes")
                .description("GetRecords.Bytes: data and partition keys given by GetRecords")
                .register(registry);
        throttled = Counter.builder("millrace.streams.read.throttled")
                .description("ReadProvisionedThroughputExceeded: calls refused because their shard's rate was exceeded")
                .register(registry);
    }

    void throttled() {
        throttled.increment();
    }

    void given(ReadLimits read) {
        records.increment(read.records());
        bytes.increment((double) read.bytes());
    }
}
