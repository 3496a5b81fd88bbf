package io.millrace.streams.consume;

/**
 * How much one answer may hold, and from when on records are readable. Counts along while records are visited.
 */
final class ReadLimits {
    /** Records of one call: the largest limit and the default (API reference of GetRecords). */
    static final int MAX_RECORDS = 10_000;
    /** Bytes of data and keys of one call: 10 MiB (API reference of GetRecords). */
    static final int MAX_BYTES = 10 * 1024 * 1024;

    private final int maxRecords;
    private final long horizonMillis;
    private int records;
    private long bytes;
    private boolean belowHorizon;

    ReadLimits(int maxRecords, long horizonMillis) {
        this.maxRecords = maxRecords;
        this.horizonMillis = horizonMillis;
    }

    /** True if one more record is taken; the first always fits, whatever its size. */
    boolean take(long arrivalMillis, int size) {
        if (arrivalMillis < horizonMillis) {
            belowHorizon = true;
            return false;
        }
        if (records == maxRecords || (records > 0 && bytes + size > MAX_BYTES)) return false;
        records++;
        bytes += size;
        return true;
    }

    /** True once if reading stopped at a record that is no longer readable: it must go on behind the horizon. */
    boolean stoppedBelowHorizon() {
        boolean stopped = belowHorizon;
        belowHorizon = false;
        return stopped;
    }

    long horizonMillis() {
        return horizonMillis;
    }

    int records() {
        return records;
    }

    long bytes() {
        return bytes;
    }
}
