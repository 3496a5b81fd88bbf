package io.millrace.log;

/**
 * What is stored of a stream.
 *
 * @param stream its number
 * @param segments how many clustered segments it has, here and in the object store
 * @param bytes on this machine's disk: its segments, and its records in the journal
 * @param farBytes in the object store
 * @param oldestMillis when its oldest record was committed, in milliseconds since 1970, or -1 if it has none
 */
public record StoredStream(long stream, int segments, long bytes, long farBytes, long oldestMillis) {
    static StoredStream none(long stream) {
        return new StoredStream(stream, 0, 0, 0, -1);
    }

    StoredStream plusJournal(long moreBytes, long firstArrivalMillis) {
        return new StoredStream(stream, segments, bytes + moreBytes, farBytes, older(firstArrivalMillis));
    }

    StoredStream plus(SegmentFile file) {
        return new StoredStream(
                stream,
                segments + 1,
                bytes + file.localBytes(),
                farBytes + (file.name().far() ? file.bytes() : 0),
                older(file.firstArrivalMillis()));
    }

    private long older(long millis) {
        return oldestMillis < 0 ? millis : Math.min(oldestMillis, millis);
    }
}
