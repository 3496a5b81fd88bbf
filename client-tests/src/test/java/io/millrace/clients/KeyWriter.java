package io.millrace.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Puts records all the time, and per key in order: the values of a key count from 0 on, and one is on its way only when
 * the one before it is stored.
 */
final class KeyWriter {
    private static final int KEYS = 60;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(50);

    private final String stream;
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("writer").unstarted(this::run);
    private volatile boolean stopping;

    private KeyWriter(String stream) {
        this.stream = stream;
    }

    static KeyWriter start(String stream) {
        var writer = new KeyWriter(stream);
        writer.thread.start();
        return writer;
    }

    private void run() {
        try {
            while (!stopping) {
                putRound(Integer.toString(rounds.get()));
                rounds.incrementAndGet();
                // A pace that leaves the machine to the workers.
                LockSupport.parkNanos(BETWEEN_ROUNDS.toNanos());
            }
        } catch (Throwable e) {
            fault.set(e);
        }
    }

    private void putRound(String value) {
        var entries = new ArrayList<PutRecordsRequestEntry>();
        for (int key = 0; key < KEYS; key++)
            entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey("key-" + key)
                    .data(SdkBytes.fromUtf8String(value))
                    .build());
        List<PutRecordsRequestEntry> left = entries;
        while (!left.isEmpty()) left = failed(left);
    }

    private List<PutRecordsRequestEntry> failed(List<PutRecordsRequestEntry> entries) {
        var results = Streams.await(
                        Streams.client().putRecords(r -> r.streamName(stream).records(entries)))
                .records();
        var failed = new ArrayList<PutRecordsRequestEntry>();
        for (int i = 0; i < entries.size(); i++) if (results.get(i).errorCode() != null) failed.add(entries.get(i));
        return failed;
    }

    /** How many records are stored. */
    int stored() {
        if (fault.get() != null) throw new IllegalStateException("the writer failed", fault.get());
        return rounds.get() * KEYS;
    }

    /** Ends with the round under way. @return how many records there are of each key */
    Map<String, Integer> stop() throws InterruptedException {
        stopping = true;
        thread.join();
        stored();
        var put = new TreeMap<String, Integer>();
        for (int key = 0; key < KEYS; key++) put.put("key-" + key, rounds.get());
        return put;
    }
}
