package io.millrace.streams.consume;

/**
 * How much one answer or event may hold, and from when on records are readable. Counts along while records are visited.
 */
public final class ReadLimits {
    /** Records of one call: the largest limit and the default (API reference of GetRecords). */
    public static final int MAX_RECORDS = 10_000;
    /** Bytes of data and keys of one call: 10 MiB (API reference of GetRecords). */
    static final int MAX_BYTES = 10 * 1024 * 1024;

    private final int maxRecords;
    private final int maxBytes;
    private final long horizonMillis;
    private int records;
    private long bytes;
    private boolean belowHorizon;

    /** @param horizonMillis the time before which nothing is readable, in milliseconds since 1970 */
    public ReadLimits(int maxRecords, int maxBytes, long horizonMillis) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
        this.horizonMillis = horizonMillis;
    }

    /** True if one more record is taken; the first always fits, whatever its size. */
    boolean take(long arrivalMillis, int size) {
        if (arrivalMillis < horizonMillis) {
            belowHorizon = true;
            return false;
        }
        if (records == maxRecords || (records > 0 && bytes + size > maxBytes)) return false;
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

    public int records() {
        return records;
    }

    /** Data and keys. */
    public long bytes() {
        return bytes;
    }
}
