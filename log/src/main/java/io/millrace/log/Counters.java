package io.millrace.log;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the log counts; see {@link LogStats}. */
final class Counters {
    final LongAdder records = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder commits = new LongAdder();
    final LongAdder syncNanos = new LongAdder();
    final LongAdder failedCommits = new LongAdder();
    final LongAdder corruptBlocks = new LongAdder();
    final LongAdder uploadedBytes = new LongAdder();
    final LongAdder fetchedBytes = new LongAdder();
    final AtomicLong segmentBytes = new AtomicLong();

    void synced(int frameBytes, long nanos) {
        commits.increment();
        bytes.add(frameBytes);
        syncNanos.add(nanos);
    }

    void stored(AppendBatch batch) {
        int stored = 0;
        for (int i = 0; i < batch.size(); i++) if (batch.position(i) != AppendBatch.REFUSED) stored++;
        records.add(stored);
    }

    void failed() {
        failedCommits.increment();
    }

    void corrupt() {
        corruptBlocks.increment();
    }
}
