package io.millrace.streams.produce;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What comes in. The names in CloudWatch stand in the descriptions. */
public final class PutMetrics {
    private final Counter records;
    private final Counter bytes;
    private final Counter throttled;

    public PutMetrics(MeterRegistry registry) {
        records = Counter.builder("millrace.streams.incoming.records")
                .description("IncomingRecords: records put and stored")
                .register(registry);
        bytes = Counter.builder("millrace.streams.incoming.bytes")
                .description("IncomingBytes: data and partition keys of records put and stored")
                .register(registry);
        throttled = Counter.builder("millrace.streams.write.throttled")
                .description(
                        "WriteProvisionedThroughputExceeded: records refused because their shard's rate was exceeded")
                .register(registry);
    }

    void throttled(int recordCount) {
        if (recordCount > 0) throttled.increment(recordCount);
    }

    void stored(int recordCount, int byteCount) {
        records.increment(recordCount);
        bytes.increment(byteCount);
    }
}
