package io.millrace.firehose.delivery;

import java.util.concurrent.atomic.LongAdder;

/** What became of a delivery stream's records since the service started. Any thread. */
final class DeliveryFigures {
    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();

    void delivered(Chunk chunk) {
        records.add(chunk.records());
        bytes.add(chunk.bytes());
        successes.increment();
    }

    void failed() {
        failures.increment();
    }

    /** Records that arrived at the destination. */
    long records() {
        return records.sum();
    }

    /** Bytes of data of these records. */
    long bytes() {
        return bytes.sum();
    }

    /** Chunks that arrived. */
    long successes() {
        return successes.sum();
    }

    /** Attempts that failed. */
    long failures() {
        return failures.sum();
    }
}
