package io.millrace.firehose.delivery;

import io.millrace.firehose.stream.DeliveryStream;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What became of a delivery stream's records since the service started. Any thread. */
public final class DeliveryFigures {
    private final String account;
    private final String name;
    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile long lastFreshnessMillis;
    private volatile @Nullable Failure lastFailure;

    /** The last attempt that failed. */
    public record Failure(Instant at, String code, String message) {}

    DeliveryFigures(DeliveryStream stream) {
        account = stream.account();
        name = stream.name();
    }

    void delivered(Chunk chunk, long nowMillis) {
        records.add(chunk.records());
        bytes.add(chunk.bytes());
        successes.increment();
        lastFreshnessMillis = Math.max(0, nowMillis - chunk.oldest().toEpochMilli());
    }

    void failed(DeliveryFailure failure, Instant at) {
        failures.increment();
        lastFailure = new Failure(at, failure.code(), String.valueOf(failure.getMessage()));
    }

    String account() {
        return account;
    }

    String name() {
        return name;
    }

    /** Records that arrived at the destination. */
    public long records() {
        return records.sum();
    }

    /** Bytes of data of these records. */
    public long bytes() {
        return bytes.sum();
    }

    /** Chunks that arrived. */
    public long successes() {
        return successes.sum();
    }

    /** Attempts that failed. */
    public long failures() {
        return failures.sum();
    }

    /** Milliseconds from the arrival of a chunk's first record to its delivery, of the last chunk. */
    public long lastFreshnessMillis() {
        return lastFreshnessMillis;
    }

    public @Nullable Failure lastFailure() {
        return lastFailure;
    }
}
