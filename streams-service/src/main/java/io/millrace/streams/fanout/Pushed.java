package io.millrace.streams.fanout;

import java.util.concurrent.atomic.LongAdder;

/** What was pushed to all consumers of a stream since the start. */
public final class Pushed {
    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void add(int moreRecords, long moreBytes) {
        records.add(moreRecords);
        bytes.add(moreBytes);
    }

    public long records() {
        return records.sum();
    }

    /** Data and keys. */
    public long bytes() {
        return bytes.sum();
    }
}
